-- Teaches a subject's baseline what an analyst says of one hour that was a spike (profile hardened).
-- KEYS  1 state (hash)
-- ARGV  label, hour, lesson (b benign | m malicious | u undecided), the hour's count,
--       1 if the finding knows that the count is a point of its own already, lessons of closed hours that are kept
-- Returns what was done, a value of Taught.cs in kebab-case
-- Safe to repeat, also after half a run: a lesson moves together with the baseline that it changes in one HSET. While the hour is
-- open the lesson only waits for tally.lua. Once it is folded, b means that the count is in, for good; no later word takes it out.
local state_key, label, hour, lesson, x = KEYS[1], ARGV[1], tonumber(ARGV[2]), ARGV[3], tonumber(ARGV[4])
local counted, cap = ARGV[5] == '1', tonumber(ARGV[6])
local state, flat = {}, redis.call('HGETALL', state_key)
for i = 1, #flat, 2 do state[flat[i]] = flat[i + 1] end
local folded = tonumber(state['f']) or -1
local field = 't:' .. label .. ':' .. string.format('%d', hour)
local was = state[field]

if hour > folded then
    if not state['h:' .. string.format('%d', hour)] then return 'forgotten' end
    if was or lesson ~= 'u' then redis.call('HSET', state_key, field, lesson) end
    return lesson == 'b' and 'counts-at-close' or lesson == 'm' and 'left-out-at-close' or 'folds-as-usual'
end
if was == 'b' or (counted and not was) then return 'already-counted' end
if lesson ~= 'b' then return was == 'm' and 'already-left-out' or 'too-late' end

-- As SpikeBaseline.cs learns.
local n, m, d = tonumber(state[label .. ':n']) or 0, tonumber(state[label .. ':m']) or 0, tonumber(state[label .. ':d']) or 0
local w = math.min(n + 1, 720)
local mean = m + (x - m) / w
local deviation = math.sqrt((d * d * (w - 1) + (x - mean) * (x - m)) / w)
local function exact(v) return string.format('%.17g', v) end
redis.call('HSET', state_key, label .. ':n', exact(n + 1), label .. ':m', exact(mean), label .. ':d', exact(deviation), field, 'b')

local closed = {}
for name in pairs(state) do
    local of = tonumber(string.match(name, '^t:.+:(%d+)$'))
    if of and of <= folded and name ~= field then closed[#closed + 1] = { of, name } end
end
table.sort(closed, function(a, b) return a[1] < b[1] or (a[1] == b[1] and a[2] < b[2]) end)
for i = 1, #closed + 1 - cap do redis.call('HDEL', state_key, closed[i][2]) end
return 'counted'
