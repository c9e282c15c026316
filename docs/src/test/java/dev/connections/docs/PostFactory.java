package dev.connections.docs;

import dev.connections.ConnectionFactory;
import dev.connections.credentials.Credentials;
import dev.connections.metrics.ResourceGauge;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The code about gauges. */
class PostFactory implements ConnectionFactory<PostFactory.Post> {

    // tag::gauges[]
    @Override
    public List<ResourceGauge<Post>> gauges() {
        return List.of(new ResourceGauge<>("letters.sent", "Letters that were sent", Post::sent));
    }
    // end::gauges[]

    @Override
    public Post connect(Credentials credentials) {
        return new Post(new AtomicInteger());
    }

    @Override
    public boolean isOpen(Post post) {
        return true;
    }

    @Override
    public void close(Post post) {}

    /** Sends letters. */
    record Post(AtomicInteger counter) {

        int sent() {
            return counter.get();
        }

        void send() {
            counter.incrementAndGet();
        }
    }
}
