-- Appends to the memories of several subjects of one shard, to each only if its log still ends where the caller thinks.
-- KEYS  a memory each (string, a log: see MemoryLog.cs)
-- ARGV  for each: where the last mark of the log begins (0 of an empty log), the mark ('' of an empty log), what to append ('' for
--       nothing), TTL (ms; '' to leave it)
-- Returns, for each that ends elsewhere: its number, then 1 and what others have appended, or 2 and all of it
-- Safe to repeat: after the first time the log ends elsewhere, and the caller reads there what became of it.
local elsewhere = {}
for i, key in ipairs(KEYS) do
    local at = 4 * i - 3
    local from, mark, block, ttl = ARGV[at], ARGV[at + 1], ARGV[at + 2], ARGV[at + 3]
    local tail = redis.call('GETRANGE', key, from, -1)
    if tail == mark then
        if block ~= '' then redis.call('APPEND', key, block) end
        if ttl ~= '' then redis.call('PEXPIRE', key, ttl) end
    elseif mark ~= '' and string.sub(tail, 1, #mark) == mark then
        elsewhere[#elsewhere + 1] = i
        elsewhere[#elsewhere + 1] = 1
        elsewhere[#elsewhere + 1] = string.sub(tail, #mark + 1)
    else
        elsewhere[#elsewhere + 1] = i
        elsewhere[#elsewhere + 1] = 2
        elsewhere[#elsewhere + 1] = redis.call('GET', key) or ''
    end
end
return elsewhere
