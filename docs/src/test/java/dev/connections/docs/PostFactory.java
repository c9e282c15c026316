package dev.connections.docs;

import dev.connections.ConnectionFactory;
import dev.connections.ResourceFigure;
import dev.connections.credentials.Credentials;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** The code about figures. */
class PostFactory implements ConnectionFactory<PostFactory.Post> {

    // tag::figures[]
    @Override
    public List<ResourceFigure<Post>> figures() {
        return List.of(new ResourceFigure<>("letters.sent", "Letters that were sent", Post::sent));
    }
    // end::figures[]

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
