package dev.menshen.store;

/** What Redis has to do in one step where it has no command for it: Lua, which nothing else comes between. */
final class RedisScripts {

    private RedisScripts() {}

    /** The value and the milliseconds it has left, or nothing. */
    static final String GET = """
            local value = redis.call('GET', KEYS[1])
            if not value then return false end
            return {value, redis.call('PTTL', KEYS[1])}
            """;

    /** Arguments: the value expected, the new one, and its life in milliseconds. Answers 1 when it was kept. */
    static final String REPLACE = """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            redis.call('SET', KEYS[1], ARGV[2], 'PX', ARGV[3])
            return 1
            """;

    /** Argument: the value expected. Answers 1 when it was removed. */
    static final String REMOVE = """
            if redis.call('GET', KEYS[1]) ~= ARGV[1] then return 0 end
            return redis.call('DEL', KEYS[1])
            """;

    /** Arguments: for each key, the most uses and the window in milliseconds. Answers the milliseconds to wait. */
    static final String RESERVE = """
            local wait = 0
            for i, key in ipairs(KEYS) do
              if tonumber(redis.call('GET', key) or 0) >= tonumber(ARGV[2 * i - 1]) then
                local left = redis.call('PTTL', key)
                if left < 0 then left = tonumber(ARGV[2 * i]) end
                wait = math.max(wait, left, 1)
              end
            end
            if wait > 0 then return wait end
            for i, key in ipairs(KEYS) do
              redis.call('INCR', key)
              if redis.call('PTTL', key) < 0 then redis.call('PEXPIRE', key, ARGV[2 * i]) end
            end
            return 0
            """;

    /** One use less for each key; a window whose only use is given back is closed. */
    static final String RELEASE = """
            for _, key in ipairs(KEYS) do
              local uses = tonumber(redis.call('GET', key) or 0)
              if uses > 1 then redis.call('DECR', key) else redis.call('DEL', key) end
            end
            return 0
            """;
}
