-- Remembers a subject's events of this batch in the windows of their hours, and folds the hours that have closed.
-- KEYS  1 state (hash)  2 spikes (hash)  3 history (hash)  then one sorted set per id window, then one set per value window
-- ARGV  lateness, state TTL, window TTL (ms), first and newest event time of the batch (ms),
--       number of baselines, then each: label, profile (h|e), minimum excess, minimum points, deviations
--       number of id windows, then each: hour, label, pairs, then time and member of each pair
--       number of value windows, then each: hour, members, then the members
-- Returns { newest before or '', { points, mean, deviation of each baseline before },
--           rows { hour, 0 open | 1 folded now | 2 folded before, labels }, { added or -1 for late, size } of each id window,
--           spikes of the past { field, value, ... } if an hour was late, hours whose windows are no longer needed,
--           lessons { label:hour, lesson, ... } of hours that are remembered (teach.lua) }
-- Safe to repeat, also after half a run: ids are set members, a count is its set's size, and the baseline moves together
-- with its marker 'f' (the last folded hour) in one HSET, after everything that a repeat would need.
local HOUR, CHUNK = 3600000, 1000
local HISTORY_DAYS, ENTRY, SPIKE = 30, 13, 32
local state_key, spikes_key, history_key = KEYS[1], KEYS[2], KEYS[3]
local at = 0
local function arg() at = at + 1 return ARGV[at] end
local function number() return tonumber(arg()) end
local function exact(x) return string.format('%.17g', x) end

local lateness, ttl, window_ttl, first, newest = number(), arg(), arg(), number(), number()
local baselines = {}
for i = 1, number() do
    baselines[i] = { label = arg(), profile = arg(), excess = number(), points = number(), deviations = number() }
end

local state, flat = {}, redis.call('HGETALL', state_key)
for i = 1, #flat, 2 do state[flat[i]] = flat[i + 1] end
local before, folded = tonumber(state['new']), tonumber(state['f']) or -1
local function closed(hour, now) return now and now - (hour + 1) * HOUR >= lateness end
local function late(hour) return closed(hour, before) or hour <= folded end

-- Every hour still remembered: its windows, label = size.
local hours = {}
for field, value in pairs(state) do
    local hour = string.match(field, '^h:(%d+)$')
    if hour then
        local labels = {}
        for label, size in string.gmatch(value, '([^=,]+)=(%d+)') do labels[label] = tonumber(size) end
        hours[tonumber(hour)] = labels
    end
end

local key, windows, any_late = 3, {}, false
for i = 1, number() do
    key = key + 1
    local hour, label, pairs_left, added = number(), arg(), number(), 0
    if late(hour) then
        any_late, added, at = true, -1, at + 2 * pairs_left
    else
        while pairs_left > 0 do
            local take = math.min(pairs_left, CHUNK)
            added = added + redis.call('ZADD', KEYS[key], 'NX', unpack(ARGV, at + 1, at + 2 * take))
            at, pairs_left = at + 2 * take, pairs_left - take
        end
        redis.call('PEXPIRE', KEYS[key], window_ttl)
    end
    local size = redis.call('ZCARD', KEYS[key])
    if added >= 0 then
        hours[hour] = hours[hour] or {}
        hours[hour][label] = size
    end
    windows[i] = { added, size }
end
for _ = 1, number() do
    key = key + 1
    local hour, left = number(), number()
    if late(hour) then
        at = at + left
    else
        while left > 0 do
            local take = math.min(left, CHUNK)
            redis.call('SADD', KEYS[key], unpack(ARGV, at + 1, at + take))
            at, left = at + take, left - take
        end
        redis.call('PEXPIRE', KEYS[key], window_ttl)
    end
end

local base, folds, past = {}, {}, {}
for i, b in ipairs(baselines) do
    b.n, b.m, b.d = tonumber(state[b.label .. ':n']), tonumber(state[b.label .. ':m']) or 0, tonumber(state[b.label .. ':d']) or 0
    base[3 * i - 2], base[3 * i - 1], base[3 * i] = state[b.label .. ':n'] or '', state[b.label .. ':m'] or '0', state[b.label .. ':d'] or '0'
end

-- The same steps as SpikeBaseline.cs, in the same order, so that both give the same bits.
local function learn(b, x, w)
    local m, d = b.m, b.d
    b.m = m + (x - m) / w
    b.d = math.sqrt((d * d * (w - 1) + (x - b.m) * (x - m)) / w)
    b.n = (b.n or 0) + 1
end

local function fold(b, hour, x)
    b.x = x
    if b.profile == 'e' and not b.n then
        past[#past + 1] = { b.label, hour, x, false }
        return
    end
    local n, m, d = b.n or 0, b.m, b.d
    local w, y, spike, threshold = 720, x, false, nil
    if b.profile == 'h' then
        threshold = m + math.max(b.deviations * d, b.excess)
        w = math.min(n + 1, 720)
        spike = n >= b.points and x > threshold
        if spike then y = threshold end
    end
    local lesson = b.profile == 'h' and state['t:' .. b.label .. ':' .. string.format('%d', hour)]
    if lesson ~= 'm' then learn(b, y, w) end
    if lesson == 'b' then learn(b, x, math.min(b.n + 1, 720)) end
    if b.profile == 'e' then
        threshold = b.m + b.deviations * b.d
        spike = b.n > b.points and x > threshold
    end
    past[#past + 1] = { b.label, hour, x, spike, n > 0 and (b.profile == 'h' and m or b.m), n >= b.points and threshold }
    if spike then folds[#folds + 1] = b.label .. ':' .. string.format('%d', hour) folds[#folds + 1] = table.concat({ exact(x), exact(n), exact(m), exact(d) }, ',') end
end

local order = {}
for hour in pairs(hours) do order[#order + 1] = hour end
table.sort(order)
local now = math.max(before or newest, newest)
local rows, gone, update = {}, {}, {}
local folded_before = folded
local function set(field, value) update[#update + 1] = field update[#update + 1] = value end
for _, hour in ipairs(order) do
    local labels, names, status = hours[hour], {}, 0
    for label, size in pairs(labels) do names[#names + 1] = label .. '=' .. string.format('%d', size) end
    table.sort(names)
    local text = table.concat(names, ',')
    if hour <= folded_before then
        status = 2
    elseif closed(hour, now) then
        status = 1
        for _, b in ipairs(baselines) do
            if (labels[b.label] or 0) > 0 then fold(b, hour, labels[b.label]) end
        end
        folded = hour
    end
    rows[#rows + 1] = { string.format('%d', hour), status, text }
    -- The scan of the next hour looks back into this one, so it stays until that one has closed too.
    if closed(hour + 1, now) then gone[#gone + 1] = string.format('%d', hour) else set('h:' .. string.format('%d', hour), text) end
end

-- The history, read by PastHour.cs: a field for each day of a label, an entry for each folded hour in it. What a half run left
-- of an hour and of those after it is written anew. Days that are out of its 30 go when a new one begins.
local days, pruned_before = {}, nil
for _, p in ipairs(past) do
    local label, hour, x, spike, mean, threshold = p[1], p[2], p[3], p[4], p[5], p[6]
    local day, hour_of_day = math.floor(hour / 24), hour % 24
    local field = label .. ':' .. string.format('%d', day)
    local was = days[field] or redis.call('HGET', history_key, field)
    if not was then was, pruned_before = '', day - HISTORY_DAYS end
    local kept = 0
    while kept < #was and string.byte(was, kept + 1) % SPIKE < hour_of_day do kept = kept + ENTRY end
    days[field] = string.sub(was, 1, kept) .. struct.pack('<BI4ff', hour_of_day + (spike and SPIKE or 0), x, mean or -1, threshold or -1)
end
if #past > 0 then
    for field, entries in pairs(days) do redis.call('HSET', history_key, field, entries) end
    redis.call('PEXPIRE', history_key, ttl)
end
if pruned_before then
    for _, field in ipairs(redis.call('HKEYS', history_key)) do
        if tonumber(string.match(field, '(%d+)$')) < pruned_before then redis.call('HDEL', history_key, field) end
    end
end

if #folds > 0 then
    for i = 1, #folds, 2 do redis.call('HSET', spikes_key, folds[i], folds[i + 1]) end
    redis.call('PEXPIRE', spikes_key, 86400000)
end
for _, b in ipairs(baselines) do
    if b.x then
        set(b.label .. ':x', exact(b.x))
        if b.n then set(b.label .. ':n', exact(b.n)) set(b.label .. ':m', exact(b.m)) set(b.label .. ':d', exact(b.d)) end
    end
end
if folded > folded_before then set('f', string.format('%d', folded)) end
set('new', string.format('%d', now))
set('first', string.format('%d', math.min(tonumber(state['first']) or first, first)))
redis.call('HSET', state_key, unpack(update))
redis.call('PEXPIRE', state_key, ttl)
for _, hour in ipairs(gone) do
    if state['h:' .. hour] then redis.call('HDEL', state_key, 'h:' .. hour) end
end
local lessons = {}
for field, value in pairs(state) do
    local of, hour = string.match(field, '^t:(.+:(%d+))$')
    if of and hours[tonumber(hour)] then lessons[#lessons + 1] = of lessons[#lessons + 1] = value end
end
return { before and string.format('%d', before) or '', base, rows, windows, any_late and redis.call('HGETALL', spikes_key) or {}, gone, lessons }
