-- Remembers when a subject was active, as runs with no silence longer than the gap inside; the last two runs are kept.
-- KEYS  1 runs (hash: s1 i1 e1 x1 the run before, s2 i2 e2 x2 the last: start, id at start, end, what was at the end)
-- ARGV  gap, TTL (ms), time to start from ('' for none), number of runs seen, then each: start, id at start, end, at end
-- Returns all runs known now in order of time, four values each, also those that only this batch names
-- Safe to repeat, and the same for any order within the gap: a run only grows or joins another, and the earlier of two
-- firsts and the later of two lasts stays. The two runs move in one HSET.
local gap, ttl = tonumber(ARGV[1]), ARGV[2]
local FIELDS = { 's1', 'i1', 'e1', 'x1', 's2', 'i2', 'e2', 'x2' }
local was = redis.call('HMGET', KEYS[1], unpack(FIELDS))
local runs = {}
local function put(s, i, e, x)
    if s and s ~= '' then runs[#runs + 1] = { s = tonumber(s), i = i or '', e = tonumber(e), x = x or '' } end
end
if was[1] then put(was[1], was[2], was[3], was[4]) end
if was[5] then put(was[5], was[6], was[7], was[8]) end
local newest = 0
for n = 1, tonumber(ARGV[4]) do
    local a = 4 * n
    put(ARGV[a + 1], ARGV[a + 2], ARGV[a + 3], ARGV[a + 4])
    newest = math.max(newest, tonumber(ARGV[a + 3]))
end
local seed = tonumber(ARGV[3])
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
for n, field in ipairs(FIELDS) do
    local value = out[#out - 8 + n] or ''
    update[2 * n - 1], update[2 * n] = field, value
    if (was[n] or '') ~= value then changed = true end
end
if changed then redis.call('HSET', KEYS[1], unpack(update)) end
redis.call('PEXPIRE', KEYS[1], ttl)
return out
