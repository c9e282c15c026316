package dev.connections.samples.ownstarter.chat;

import dev.connections.ConnectionBean;
import dev.connections.DelegatingConnection;
import dev.connections.ManagedConnection;
import dev.connections.cache.CachePolicy;
import dev.connections.cache.keys.QueryKey;
import dev.connections.support.RateLimiter;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A room of a chat. Thread-safe. */
// tag::handle[]
public final class ChatConnection extends DelegatingConnection<ChatClient> {

    /** How long an expired transcript is kept, so that the next read needs only what is new. */
    private static final long KEEP = CachePolicy.nanos(Duration.ofHours(1));

    private final ObservationRegistry observations;

    private final Announcements announcements = new Announcements(this);

    private volatile ChatSettings settings;

    ChatConnection(ManagedConnection<ChatClient> connection, ChatSettings settings, ObservationRegistry observations) {
        super(connection);
        this.settings = settings;
        this.observations = observations;
        cache().addCodec(new Transcript.Codec());
    }

    void use(ChatSettings newSettings) {
        this.settings = newSettings;
    }

    /** Returns what was said, by a read that is retried. The result is cached if {@code cache.ttl} is set. */
    public Transcript transcript() throws IOException {
        return cached(cache().settings().policy(0));
    }

    /** Returns what was said up to the given time ago. */
    public Transcript transcript(Duration ttl) throws IOException {
        return cached(CachePolicy.ttl(ttl));
    }

    private Transcript cached(@Nullable CachePolicy policy) throws IOException {
        String room = settings.room();
        Transcript nothing = new Transcript(room, List.of());
        if (policy == null) {
            return read(nothing);
        }
        QueryKey key = QueryKey.of(room, "transcript", new Object[0]);
        CachePolicy renewable = policy.renewable(policy.ttl(), KEEP);
        // an expired transcript is still good for its messages: only newer ones are read
        Transcript known = cache().getIfPresent(key, renewable) instanceof Transcript kept ? kept : nothing;
        return cache().<Transcript, IOException>get(key, renewable, () -> read(known));
    }

    private Transcript read(Transcript known) throws IOException {
        return observed("read", () -> {
            takeTurn();
            return callWithRetry(
                    client -> known.plus(
                            client.messages(known.room(), known.lines().size())),
                    IOException.class::isInstance);
        });
    }

    /** Says something. It is sent once: nobody knows whether a server that broke has got it. */
    public void post(String text) throws IOException {
        observed("post", () -> {
            takeTurn();
            this.<IOException>run(client -> client.post(settings.room(), text));
            return text;
        });
    }

    private <T> T observed(String operation, Observation.CheckedCallable<T, IOException> call) throws IOException {
        return Observation.createNotStarted("chat.call", observations)
                .lowCardinalityKeyValue("connection", name())
                .lowCardinalityKeyValue("operation", operation)
                .observeChecked(call);
    }

    private void takeTurn() throws IOException {
        RateLimiter limit = settings.rateLimit();
        if (limit != null) {
            try {
                limit.acquire();
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("interrupted");
            }
        }
    }

    /** A bean of its own: the connection {@code team} has a {@code teamAnnouncements}. */
    @ConnectionBean(defaultCandidate = true)
    public Announcements announcements() {
        return announcements;
    }
}
// end::handle[]
