package dev.connections.supervision.resilience;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.ConnectionState;
import dev.connections.ConnectionUnavailableException;
import dev.connections.supervision.ModelTarget.Mood;
import dev.connections.supervision.Scene;
import dev.connections.supervision.Scene.Call;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.RetryConfig;
import io.github.resilience4j.retry.RetryRegistry;
import io.github.resilience4j.timelimiter.TimeLimiterConfig;
import io.github.resilience4j.timelimiter.TimeLimiterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class ConnectionResilienceTests {

    private Scene scene = new Scene();

    @AfterEach
    void endWell() {
        scene.close();
    }

    private CircuitBreaker breaker() {
        return scene.registries.circuitBreakers().find("pet-db").orElseThrow();
    }

    @Test
    void theBreakerFollowsAnOutageAndTheAttemptsAreItsHalfOpenCalls() {
        List<String> transitions = new ArrayList<>();
        breaker()
                .getEventPublisher()
                .onStateTransition(event ->
                        transitions.add(event.getStateTransition().getToState().name()));
        scene.call();
        assertThat(breaker().getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        scene.target.breakAll();
        scene.target.connecting = Mood.FAILS;
        scene.call();
        scene.pass(Duration.ofMillis(1900));
        assertThat(breaker().getState()).as("while callers ride out").isEqualTo(CircuitBreaker.State.CLOSED);
        scene.pass(Duration.ofMillis(150));
        assertThat(breaker().getState()).isEqualTo(CircuitBreaker.State.OPEN);
        scene.pass(Duration.ofMillis(200));
        scene.target.connecting = Mood.WELL;
        scene.pass(Duration.ofSeconds(1));
        assertThat(breaker().getState()).isEqualTo(CircuitBreaker.State.CLOSED);
        assertThat(transitions).startsWith("OPEN", "HALF_OPEN").endsWith("HALF_OPEN", "CLOSED");
    }

    @Test
    void theBreakerIsFedByAttemptsAndChecksAndNotByCalls() {
        for (int i = 0; i < 100; i++) {
            scene.call();
            scene.call(resource -> {
                throw new IllegalStateException("the call itself fails");
            });
        }
        assertThat(breaker().getMetrics().getNumberOfSuccessfulCalls())
                .as("the opening")
                .isEqualTo(1);
        assertThat(breaker().getMetrics().getNumberOfFailedCalls()).isZero();
        scene.pass(Duration.ofSeconds(6));
        assertThat(breaker().getMetrics().getNumberOfSuccessfulCalls())
                .as("the opening and one check")
                .isEqualTo(2);
    }

    @Test
    void aRejectedCallIsACallThatTheBreakerDidNotPermit() {
        List<Object> rejected = new ArrayList<>();
        breaker().getEventPublisher().onCallNotPermitted(rejected::add);
        scene.target.connecting = Mood.FAILS_FOR_GOOD;
        scene.call();
        for (int i = 0; i < 5; i++) {
            scene.call();
        }
        assertThat(rejected).hasSize(5);
        assertThat(scene.connection.statistics().rejectedCalls()).isEqualTo(5);
    }

    @Test
    void eachPauseIsAnEventOfTheRetry() {
        List<Duration> pauses = new ArrayList<>();
        scene.registries
                .retries()
                .find("pet-db")
                .orElseThrow()
                .getEventPublisher()
                .onRetry(event -> pauses.add(event.getWaitInterval()));
        scene.target.connecting = Mood.FAILS;
        scene.call();
        scene.pass(Duration.ofMillis(950));
        assertThat(pauses).hasSize(10).allMatch(Duration.ofMillis(100)::equals);
    }

    @Test
    void aConsumerThatFailsHarmsNothing() {
        breaker().getEventPublisher().onEvent(event -> {
            throw new IllegalStateException("a consumer fails");
        });
        scene.registries
                .retries()
                .find("pet-db")
                .orElseThrow()
                .getEventPublisher()
                .onEvent(event -> {
                    throw new IllegalStateException("a consumer fails");
                });
        scene.target.connecting = Mood.FAILS;
        scene.call();
        scene.pass(Duration.ofSeconds(5));
        scene.target.connecting = Mood.WELL;
        scene.pass(Scene.SETTINGS.recovery().maxInterval());
        assertThat(scene.connection.state()).isEqualTo(ConnectionState.UP);
    }

    @Test
    void callersFailFastWhileTheBreakerIsForcedOpenAndThereIsNoResource() {
        breaker().transitionToForcedOpenState();
        Call call = scene.call();
        assertThat(call.failure)
                .isInstanceOf(ConnectionUnavailableException.class)
                .hasMessageContaining("forced open");
        breaker().reset();
        assertThat(scene.call().served).isNotNull();
    }

    @Test
    void aCustomizerChangesPausesTimeLimitAndBreaker() {
        scene.close();
        SupervisionCustomizer customizer = new SupervisionCustomizer() {

            @Override
            public void customize(String connection, CircuitBreakerConfig.Builder circuitBreaker) {
                circuitBreaker
                        .slidingWindowType(CircuitBreakerConfig.SlidingWindowType.COUNT_BASED)
                        .slidingWindowSize(3)
                        .minimumNumberOfCalls(3);
            }

            @Override
            public void customize(String connection, RetryConfig.Builder<Object> retry) {
                retry.intervalFunction(IntervalFunction.of(Duration.ofMillis(300)));
            }

            @Override
            public void customize(String connection, TimeLimiterConfig.Builder timeLimiter) {
                timeLimiter.timeoutDuration(Duration.ofSeconds(3));
            }
        };
        scene = new Scene(new SupervisionRegistries(
                CircuitBreakerRegistry.ofDefaults(),
                RetryRegistry.ofDefaults(),
                TimeLimiterRegistry.ofDefaults(),
                List.of(customizer)));
        scene.target.connecting = Mood.FAILS;
        Call call = scene.call();
        scene.pass(Duration.ofMillis(590));
        assertThat(call.took).isNull();
        scene.pass(Duration.ofMillis(20));
        assertThat(call.failure)
                .as("the third failed attempt opens the circuit")
                .isNotNull();
        assertThat(scene.target.logins).isEqualTo(3);
        scene.target.connecting = Mood.WELL;
        scene.pass(Duration.ofSeconds(1));
        scene.target.answering = Mood.HANGS;
        scene.pass(Duration.ofSeconds(7));
        assertThat(scene.connection.statistics().openings()).isEqualTo(1);
        scene.target.connecting = Mood.FAILS;
        scene.pass(Duration.ofSeconds(1));
        assertThat(scene.connection.status().failure()).isNotNull();
    }

    @Test
    void aClosedConnectionHasNoInstances() {
        scene.run(scene.connection::close);
        assertThat(scene.registries.circuitBreakers().getAllCircuitBreakers()).isEmpty();
        assertThat(scene.registries.retries().getAllRetries()).isEmpty();
        assertThat(scene.registries.timeLimiters().getAllTimeLimiters()).isEmpty();
    }
}
