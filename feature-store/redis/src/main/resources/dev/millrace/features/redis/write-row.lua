-- Writes one row of one view into the hash of its entity, unless the row is not newer than the stored one.
--
-- KEYS[1]    the entity's hash
-- ARGV[1]    seconds that the hash is kept after an accepted row; 0: for ever
-- ARGV[2,3]  the view's event-time field and the row's google.protobuf.Timestamp
-- ARGV[4..]  feature fields and values in turn
--
-- Returns 1 written, 0 stale, -1 the key holds something other than a hash. Needs Redis 6.2.

-- int64 varint at a position: value and next position, nil where the bytes end. Exact for every time from year 1 to 9999; a
-- negative number is ten bytes of two's complement, summed inverted, since 2^64 - n does not fit into Lua's doubles.
local function varint(bytes, at)
  local value, inverse, scale = 0, 0, 1
  for i = at, at + 8 do
    local byte = bytes:byte(i)
    if not byte then
      return nil
    end
    local group = byte % 128
    value = value + group * scale
    inverse = inverse + (127 - group) * scale
    if byte < 128 then
      return value, i + 1
    end
    scale = scale * 128
  end
  if bytes:byte(at + 9) ~= 1 then
    return nil
  end
  return -inverse - 1, at + 10
end

-- Seconds and nanoseconds of a serialized Timestamp; nil where it is none.
local function timestamp(bytes)
  local seconds, nanos, at = 0, 0, 1
  -- Times from 1978 to 3058 have five bytes of seconds: they are taken at once.
  local tag, a, b, c, d, e = bytes:byte(1, 6)
  if tag == 8 and e and a > 127 and b > 127 and c > 127 and d > 127 and e < 128 then
    seconds = a - 128 + (b - 128) * 128 + (c - 128) * 16384 + (d - 128) * 2097152 + e * 268435456
    at = 7
  end
  while at <= #bytes do
    local tag, value = bytes:byte(at), nil
    value, at = varint(bytes, at + 1)
    if not value then
      return nil
    end
    if tag == 8 then
      seconds = value
    elseif tag == 16 then
      nanos = value
    else
      return nil
    end
  end
  return seconds, nanos
end

local stored = redis.pcall('HGET', KEYS[1], ARGV[2])
if type(stored) == 'table' then
  if stored.err:find('WRONGTYPE', 1, true) then
    return -1
  end
  return stored
end
if stored then
  -- A stored time that nobody can read orders nothing, so it does not keep the row out.
  local seconds, nanos = timestamp(stored)
  local newSeconds, newNanos = timestamp(ARGV[3])
  if seconds and (newSeconds < seconds or (newSeconds == seconds and newNanos <= nanos)) then
    return 0
  end
end

-- In slices: Lua unpacks no more than about 8,000 values at once.
for from = 2, #ARGV, 1000 do
  redis.call('HSET', KEYS[1], unpack(ARGV, from, math.min(from + 999, #ARGV)))
end
if tonumber(ARGV[1]) > 0 then
  redis.call('EXPIRE', KEYS[1], ARGV[1])
end
return 1
