package dev.connections.autoconfigure;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.autoconfigure.environment.LiveEnvironment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.context.properties.bind.BindContext;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

/** Connections are opened and reloaded on several threads, each of which binds properties. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class SimultaneousBindingTests {

    private static final String KEY = "connections.files.url";

    private static final Bindable<String> TEXT = Bindable.of(String.class);

    private final Map<String, Object> properties = new ConcurrentHashMap<>(Map.of(KEY, "ftp://files"));

    private final StandardEnvironment environment = new StandardEnvironment();

    @Test
    void newPropertiesAreFoundAfterwards() throws Exception {
        environment.getPropertySources().addFirst(new MapPropertySource("changing", properties));
        ConfigurationPropertySources.attach(environment);
        LiveEnvironment live = new LiveEnvironment(environment, List.of());
        Binder binder = new Binder(live.sources(null));
        CountDownLatch firstHasEnded = new CountDownLatch(1);
        CountDownLatch secondHasBegun = new CountDownLatch(1);
        BindHandler second = during(() -> {
            secondHasBegun.countDown();
            await(firstHasEnded);
        });
        CompletableFuture<String> other = new CompletableFuture<>();
        BindHandler first = during(() -> {
            Thread thread = new Thread(
                    () -> other.complete(binder.bind(KEY, TEXT, second).get()));
            thread.start();
            await(secondHasBegun);
        });
        assertThat(binder.bind(KEY, TEXT, first).get()).isEqualTo("ftp://files");
        firstHasEnded.countDown();
        assertThat(other.get()).isEqualTo("ftp://files");
        ConfigurationPropertyName added = ConfigurationPropertyName.of("connections.files.port");
        assertThat(names()).doesNotContain(added);
        properties.put(added.toString(), "21");
        assertThat(names()).contains(added);
    }

    private List<ConfigurationPropertyName> names() {
        List<ConfigurationPropertyName> names = new ArrayList<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            if (source instanceof IterableConfigurationPropertySource iterable) {
                iterable.forEach(names::add);
            }
        }
        return names;
    }

    private static BindHandler during(Runnable action) {
        return new BindHandler() {

            @Override
            public @Nullable Object onSuccess(
                    ConfigurationPropertyName name, Bindable<?> target, BindContext context, Object result) {
                action.run();
                return result;
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }
}
