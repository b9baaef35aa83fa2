-- Remembers which calls a role has made, and tells which of this batch were new to it.
-- KEYS  1 calls (hash: first, newest, and per call when it was first made and its last two runs 'first;s1,e1[,s2,e2]')  then one hash per hour for what was new
-- ARGV  forget-after (ms, -1 for never), lateness, TTL, window TTL (ms), first and newest event time of the batch (ms),
--       number of runs, then each: call, start, end, position of the start's hour among the hashes, its hour, the first event
-- Returns { first event of the role, for each run 1 if its start is where the call became new, 2 if so in an hour that had
--           closed before, 3 if it may have been but nothing is noted any more, else 0,
--           { call, start, ... } where an earlier event has shown that a noted call was not new then }
-- Safe to repeat: a run that is known merges into itself, and the hour's hash still says that the call was new then.
-- A call of an hour that has closed is learnt, but does not become new.
local HOUR = 3600000
local at = 0
local function arg() at = at + 1 return ARGV[at] end
local function number() return tonumber(arg()) end
local forget, lateness, ttl, window_ttl, first, newest = number(), number(), arg(), arg(), number(), number()
local known = redis.call('HMGET', KEYS[1], 'first', 'newest')
local before = tonumber(known[2] or nil)

local displaced = {}
local function insert(call, text, s, e)
    local runs = { { s, e } }
    for a, b in string.gmatch(text, '(%d+),(%d+)') do runs[#runs + 1] = { tonumber(a), tonumber(b) } end
    table.sort(runs, function(a, b) return a[1] < b[1] end)
    local merged = {}
    for _, run in ipairs(runs) do
        local last = merged[#merged]
        if last and (forget < 0 or run[1] - last[2] <= forget) then
            last[2] = math.max(last[2], run[2])
        else
            merged[#merged + 1] = run
        end
    end
    local starts, out, begins = false, {}, {}
    for i, run in ipairs(merged) do
        starts = starts or run[1] == s
        begins[run[1]] = true
        if i >= #merged - 1 then out[#out + 1] = string.format('%d,%d', run[1], run[2]) end
    end
    for a in string.gmatch(text, '(%d+),%d+') do
        if not begins[tonumber(a)] and math.floor(tonumber(a) / HOUR) ~= math.floor(s / HOUR) then displaced[#displaced + 1] = call displaced[#displaced + 1] = a end
    end
    local ever = math.min(tonumber(string.match(text, '^(%d+);') or s), s)
    return string.format('%d;', ever) .. table.concat(out, ','), starts
end

local is_new, touched = {}, {}
for i = 1, number() do
    local call, s, e, window, hour, event = arg(), number(), number(), number(), number(), arg()
    local text = redis.call('HGET', KEYS[1], call) or ''
    local after, starts = insert(call, text, s, e)
    local key, stamp = KEYS[1 + window], string.format('%015d', s) .. event
    local noted = redis.call('HGET', key, call)
    local late = before and before - (hour + 1) * HOUR >= lateness
    if starts and not late and (not noted or stamp < noted) then
        redis.call('HSET', key, call, stamp)
        redis.call('PEXPIRE', key, window_ttl)
        noted = stamp
    end
    if starts and noted and tonumber(string.sub(noted, 1, 15)) == s then
        is_new[i] = late and 2 or 1
    else
        is_new[i] = (starts and late and not noted) and 3 or 0
    end
    if after ~= text then redis.call('HSET', KEYS[1], call, after) end
end
local oldest = math.min(tonumber(known[1] or nil) or first, first)
redis.call('HSET', KEYS[1], 'first', string.format('%d', oldest), 'newest', string.format('%d', math.max(before or newest, newest)))
redis.call('PEXPIRE', KEYS[1], ttl)
return { string.format('%d', oldest), is_new, displaced }
