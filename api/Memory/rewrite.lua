-- Writes the memory of a subject anew, if its log still ends where the caller thinks, and the history of its hours with it.
-- KEYS  1 memory (list, a log: see MemoryLog.cs)  2 history (hash)
-- ARGV  elements of the log, the mark that it ends with ('' of an empty log), the new log, TTL (ms),
--       number of hours, then each: label, day, hour of the day, its entry
-- Returns nothing, or elements of the log now, 1 and what others have appended or 2 and all of it
-- Safe to repeat, also after half a run: the log comes last, and until then the hours are written again, each in its place. The new log
-- is appended before the old one goes: whoever reads both forgets the old one where the new one begins.
local HISTORY_DAYS, ENTRY, SPIKE, MARK = 30, 13, 32, 8
local count, mark = ARGV[1], ARGV[2]
if string.sub(redis.call('LINDEX', KEYS[1], -1) or '', -MARK) ~= mark then
    local known = mark ~= '' and redis.call('LINDEX', KEYS[1], tonumber(count) - 1)
    local isBegun = known and string.sub(known, -MARK) == mark
    return { redis.call('LLEN', KEYS[1]), isBegun and 1 or 2, table.concat(redis.call('LRANGE', KEYS[1], isBegun and count or 0, -1)) }
end

-- The history, read by PastHour.cs: a field for each day of a label, an entry for each folded hour in it, in order of time. Days
-- that are out of its 30 go when a new one begins.
local days, oldest = {}, nil
for i = 6, 5 + 4 * tonumber(ARGV[5]), 4 do
    local field, hour_of_day = ARGV[i] .. ':' .. ARGV[i + 1], tonumber(ARGV[i + 2])
    local was = days[field] or redis.call('HGET', KEYS[2], field)
    if not was then was, oldest = '', math.max(oldest or 0, tonumber(ARGV[i + 1]) - HISTORY_DAYS) end
    local kept = 0
    while kept < #was and string.byte(was, kept + 1) % SPIKE < hour_of_day do kept = kept + ENTRY end
    days[field] = string.sub(was, 1, kept) .. ARGV[i + 3]
end
for field, entries in pairs(days) do redis.call('HSET', KEYS[2], field, entries) end
if oldest then
    for _, field in ipairs(redis.call('HKEYS', KEYS[2])) do
        if tonumber(string.match(field, '(%d+)$')) < oldest then redis.call('HDEL', KEYS[2], field) end
    end
end
if next(days) then redis.call('PEXPIRE', KEYS[2], ARGV[4]) end
redis.call('RPUSH', KEYS[1], ARGV[3])
redis.call('PEXPIRE', KEYS[1], ARGV[4])
redis.call('LTRIM', KEYS[1], -1, -1)
return {}
