-- Appends to the memories of several subjects of one shard, to each only if its log still ends where the caller thinks.
-- KEYS  a memory each (list, a log: see MemoryLog.cs)
-- ARGV  for each: elements of the log, the mark that it ends with ('' of an empty log), what to append ('' for nothing), TTL (ms; ''
--       to leave it)
-- Returns, for each that ends elsewhere: its number, elements of the log now, 1 and what others have appended or 2 and all of it
-- Safe to repeat: after the first time the log ends elsewhere, and the caller reads there what became of it.
local MARK = 8
local elsewhere = {}
local function tell(...) for _, value in ipairs({ ... }) do elsewhere[#elsewhere + 1] = value end end
for i, key in ipairs(KEYS) do
    local at = 4 * i - 3
    local count, mark, block, ttl = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
    if string.sub(redis.call('LINDEX', key, -1) or '', -MARK) == mark then
        if block ~= '' then redis.call('RPUSH', key, block) end
        if ttl ~= '' then redis.call('PEXPIRE', key, ttl) end
    else
        local known = mark ~= '' and redis.call('LINDEX', key, tonumber(count) - 1)
        local isBegun = known and string.sub(known, -MARK) == mark
        tell(i, redis.call('LLEN', key), isBegun and 1 or 2, table.concat(redis.call('LRANGE', key, isBegun and count or 0, -1)))
    end
end
return elsewhere
