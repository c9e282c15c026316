package dev.connections.supervision.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

@Timeout(30)
class NonBlockingThreadsTests {

    @Test
    void rejectsACallOnANonBlockingThread() {
        Mono<String> call = Mono.fromCallable(() -> {
            NonBlockingThreads.rejectCallOn("pet-db");
            return "called";
        });
        assertThatIllegalStateException()
                .isThrownBy(() -> call.subscribeOn(Schedulers.parallel()).block())
                .withMessageContaining("'pet-db'")
                .withMessageContaining("Schedulers.boundedElastic()");
        assertThat(call.subscribeOn(Schedulers.boundedElastic()).block()).isEqualTo("called");
        assertThat(call.block()).isEqualTo("called");
    }
}
