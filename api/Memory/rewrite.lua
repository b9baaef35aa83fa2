-- Writes the memory of a subject anew, if its log still ends where the caller thinks, and the history of its hours with it.
-- KEYS  1 memory (string, a log: see MemoryLog.cs)  2 history (hash)
-- ARGV  where the last mark of the log begins (0 of an empty log), the mark ('' of an empty log), the new log, TTL (ms),
--       number of hours, then each: label, day, hour of the day, its entry
-- Returns nothing, or 1 and what others have appended, or 2 and all of the log
-- Safe to repeat, also after half a run: the log comes last, and until then the hours are written again, each in its place.
local HISTORY_DAYS, ENTRY, SPIKE = 30, 13, 32
local mark = ARGV[2]
local tail = redis.call('GETRANGE', KEYS[1], ARGV[1], -1)
if tail ~= mark then
    if mark ~= '' and string.sub(tail, 1, #mark) == mark then return { 1, string.sub(tail, #mark + 1) } end
    return { 2, redis.call('GET', KEYS[1]) or '' }
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
redis.call('SET', KEYS[1], ARGV[3], 'PX', ARGV[4])
return {}
