package dev.connections.cache.redis;

import io.lettuce.core.AbstractRedisClient;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.cluster.api.async.RedisClusterAsyncCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import io.lettuce.core.pubsub.RedisPubSubAdapter;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two connections to Redis, one for calls and one that is subscribed to what other nodes tell. They are this level's
 * own, and made by the client that Spring Data has set up: so one that is in a bad way can be given up, and the
 * client's own pauses between attempts, which get long, do not matter.
 *
 * @param commands for calls
 * @param subscription for messages
 */
record RedisConnections(
        RedisClusterAsyncCommands<byte[], byte[]> commands,
        StatefulConnection<byte[], byte[]> commandConnection,
        StatefulRedisPubSubConnection<byte[], byte[]> subscription) {

    private static final Logger logger = LoggerFactory.getLogger(RedisConnections.class);

    /**
     * Connects, which may take as long as the client's connect time-out.
     *
     * @param messages takes what other nodes tell, on a thread of the client
     * @param subscribed run each time the subscription begins, also after the client has reconnected by itself
     */
    static RedisConnections open(
            AbstractRedisClient client,
            byte[] channel,
            Consumer<byte[]> messages,
            Runnable subscribed,
            Duration timeout)
            throws RedisCallException {
        if (client instanceof RedisClusterClient cluster) {
            StatefulRedisClusterConnection<byte[], byte[]> connection = cluster.connect(ByteArrayCodec.INSTANCE);
            try {
                return new RedisConnections(
                        connection.async(),
                        connection,
                        subscribed(
                                cluster.connectPubSub(ByteArrayCodec.INSTANCE),
                                channel,
                                messages,
                                subscribed,
                                timeout));
            } catch (RedisCallException | RuntimeException ex) {
                connection.closeAsync();
                throw ex;
            }
        }
        RedisClient single = (RedisClient) client;
        StatefulRedisConnection<byte[], byte[]> connection = single.connect(ByteArrayCodec.INSTANCE);
        try {
            return new RedisConnections(
                    connection.async(),
                    connection,
                    subscribed(single.connectPubSub(ByteArrayCodec.INSTANCE), channel, messages, subscribed, timeout));
        } catch (RedisCallException | RuntimeException ex) {
            connection.closeAsync();
            throw ex;
        }
    }

    private static StatefulRedisPubSubConnection<byte[], byte[]> subscribed(
            StatefulRedisPubSubConnection<byte[], byte[]> connection,
            byte[] channel,
            Consumer<byte[]> messages,
            Runnable subscribed,
            Duration timeout)
            throws RedisCallException {
        connection.addListener(new RedisPubSubAdapter<>() {
            @Override
            public void message(byte[] from, byte[] message) {
                messages.accept(message);
            }

            @Override
            public void subscribed(byte[] to, long count) {
                subscribed.run();
            }
        });
        try {
            RedisCommands.await(connection.async().subscribe(channel), System.nanoTime() + timeout.toNanos());
            return connection;
        } catch (RedisCallException | RuntimeException ex) {
            connection.closeAsync();
            throw ex;
        }
    }

    /** Closes them. The client logs a warning about each that is still closing when it is shut down itself. */
    void close(Duration timeout) {
        CompletableFuture<Void> closed = CompletableFuture.allOf(close(subscription), close(commandConnection));
        try {
            RedisCommands.await(closed, System.nanoTime() + timeout.toNanos());
        } catch (RedisCallException ex) {
            logger.debug("A connection to Redis could not be closed", ex);
        }
    }

    private static CompletableFuture<Void> close(StatefulConnection<byte[], byte[]> connection) {
        return connection.isOpen() ? connection.closeAsync() : CompletableFuture.completedFuture(null);
    }
}
