-- Remembers when a subject was active, as runs with no silence longer than the gap inside; the last two runs are kept, and a third
-- before them while the last is so young that a late event may still join it to the one before.
-- KEYS  1 runs (hash: s1 i1 e1 x1 the run before, s2 i2 e2 x2 the last, s0 i0 e0 x0 the third: start, id at start, end, what was at the end)
-- ARGV  gap, TTL, lateness (ms), time to start from ('' for none), number of runs seen, then each: start, id at start, end, at end
-- Returns all runs known now in order of time, four values each, also those that only this batch names
-- Safe to repeat, and the same for any order within the lateness: a run only grows or joins another, and the earlier of two
-- firsts and the later of two lasts stays. The runs move in one HSET.
local gap, ttl, lateness = tonumber(ARGV[1]), ARGV[2], tonumber(ARGV[3])
local FIELDS = { 's0', 'i0', 'e0', 'x0', 's1', 'i1', 'e1', 'x1', 's2', 'i2', 'e2', 'x2' }
local was = redis.call('HMGET', KEYS[1], unpack(FIELDS))
local runs = {}
local function put(s, i, e, x)
    if s and s ~= '' then runs[#runs + 1] = { s = tonumber(s), i = i or '', e = tonumber(e), x = x or '' } end
end
for n = 1, #FIELDS, 4 do
    if was[n] then put(was[n], was[n + 1], was[n + 2], was[n + 3]) end
end
local newest = 0
for n = 1, tonumber(ARGV[5]) do
    local a = 4 * n + 1
    put(ARGV[a + 1], ARGV[a + 2], ARGV[a + 3], ARGV[a + 4])
    newest = math.max(newest, tonumber(ARGV[a + 3]))
end
local seed = tonumber(ARGV[4])
if seed and seed < newest then put(seed, '', seed, '') end

table.sort(runs, function(a, b) if a.s ~= b.s then return a.s < b.s end return a.i < b.i end)
local merged = {}
for _, run in ipairs(runs) do
    local last = merged[#merged]
    if last and run.s - last.e <= gap then
        if run.e > last.e or (run.e == last.e and run.x > last.x) then last.e, last.x = run.e, run.x end
        -- A time from the directory names no event: the first event of that time does.
        if run.s == last.s and last.i == '' then last.i = run.i end
    else
        merged[#merged + 1] = run
    end
end

local out = {}
for n, run in ipairs(merged) do
    out[4 * n - 3], out[4 * n - 2] = string.format('%d', run.s), run.i
    out[4 * n - 1], out[4 * n] = string.format('%d', run.e), run.x
end
-- The hash's last four fields are the last run, the four before it the run before, if there is one.
local update, changed = {}, false
local last = merged[#merged]
local kept = last and last.e - last.s <= lateness and 12 or 8
for n, field in ipairs(FIELDS) do
    local back = #FIELDS - n
    local value = back < kept and out[#out - back] or ''
    update[2 * n - 1], update[2 * n] = field, value
    if (was[n] or '') ~= value then changed = true end
end
if changed then redis.call('HSET', KEYS[1], unpack(update)) end
redis.call('PEXPIRE', KEYS[1], ttl)
return out
