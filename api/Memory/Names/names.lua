-- How many distinct read calls fall into each look-back that this batch touches.
-- KEYS  1 state (hash)  then one set per ten-minute bucket, in order of time
-- ARGV  lateness, window TTL (ms), limit,
--       number of buckets written, then each: position of its set, hour, names, then the names
--       number of look-backs, then each: position of its first and of its last set
-- Returns { look-back's number, distinct names, position of its first set that is not empty, ... } of those over the limit
-- Safe to repeat: names are set members. Runs before tally.lua, while the newest event is still that of the batch before.
local HOUR, CHUNK = 3600000, 1000
local at = 0
local function arg() at = at + 1 return ARGV[at] end
local function number() return tonumber(arg()) end
local lateness, window_ttl, limit = number(), arg(), number()
local known = redis.call('HMGET', KEYS[1], 'new', 'f')
local newest, folded = tonumber(known[1] or nil), tonumber(known[2] or nil)

for _ = 1, number() do
    local key, hour, left = KEYS[1 + number()], number(), number()
    if (newest and newest - (hour + 1) * HOUR >= lateness) or (folded and hour <= folded) then
        at = at + left
    else
        while left > 0 do
            local take = math.min(left, CHUNK)
            redis.call('SADD', key, unpack(ARGV, at + 1, at + take))
            at, left = at + take, left - take
        end
        redis.call('PEXPIRE', key, window_ttl)
    end
end

local sizes, over = {}, {}
local function size(i)
    sizes[i] = sizes[i] or redis.call('SCARD', KEYS[1 + i])
    return sizes[i]
end
for i = 1, number() do
    local from, to = number(), number()
    local sum, begins = 0, nil
    for j = from, to do
        sum = sum + size(j)
        if size(j) > 0 then begins = begins or j end
    end
    -- An empty last bucket's look-back is part of an earlier one; and a union is never larger than the sum of its sets.
    if size(to) > 0 and sum > limit then
        local names = redis.call('SUNION', unpack(KEYS, 1 + from, 1 + to))
        if #names > limit then
            over[#over + 1] = i
            over[#over + 1] = #names
            over[#over + 1] = begins
        end
    end
end
return over
