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
import io.lettuce.core.pubsub.RedisPubSubListener;
import io.lettuce.core.pubsub.StatefulRedisPubSubConnection;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Supplier;
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
        RedisPubSubListener<byte[], byte[]> listener = new RedisPubSubAdapter<>() {
            @Override
            public void message(byte[] from, byte[] message) {
                messages.accept(message);
            }

            @Override
            public void subscribed(byte[] to, long count) {
                subscribed.run();
            }
        };
        if (client instanceof RedisClusterClient cluster) {
            StatefulRedisClusterConnection<byte[], byte[]> connection = cluster.connect(ByteArrayCodec.INSTANCE);
            return open(
                    connection.async(),
                    connection,
                    () -> cluster.connectPubSub(ByteArrayCodec.INSTANCE),
                    listener,
                    channel,
                    timeout);
        }
        RedisClient single = (RedisClient) client;
        StatefulRedisConnection<byte[], byte[]> connection = single.connect(ByteArrayCodec.INSTANCE);
        return open(
                connection.async(),
                connection,
                () -> single.connectPubSub(ByteArrayCodec.INSTANCE),
                listener,
                channel,
                timeout);
    }

    private static RedisConnections open(
            RedisClusterAsyncCommands<byte[], byte[]> commands,
            StatefulConnection<byte[], byte[]> commandConnection,
            Supplier<StatefulRedisPubSubConnection<byte[], byte[]>> subscriptions,
            RedisPubSubListener<byte[], byte[]> listener,
            byte[] channel,
            Duration timeout)
            throws RedisCallException {
        StatefulRedisPubSubConnection<byte[], byte[]> subscription = null;
        try {
            subscription = subscriptions.get();
            subscription.addListener(listener);
            RedisCommands.await(subscription.async().subscribe(channel), System.nanoTime() + timeout.toNanos());
            return new RedisConnections(commands, commandConnection, subscription);
        } catch (RedisCallException | RuntimeException ex) {
            commandConnection.closeAsync();
            if (subscription != null) {
                subscription.closeAsync();
            }
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
