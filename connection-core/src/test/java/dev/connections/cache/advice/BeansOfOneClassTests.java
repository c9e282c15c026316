package dev.connections.cache.advice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.cache.CachedQuery;
import dev.connections.cache.EvictQueries;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.ConfigurableBeanFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;

/** Cached methods of several beans of one class, which may be configured differently. */
class BeansOfOneClassTests {

    private final TestApplication application = new TestApplication(Regions.class);

    private final Region eu = application.bean("eu", Region.class);

    private final Region us = application.bean("us", Region.class);

    private final Care care = application.bean(Care.class);

    @AfterEach
    void close() {
        application.close();
    }

    @Test
    void haveResultsOfTheirOwn() {
        for (int i = 0; i < 2; i++) {
            assertThat(eu.report()).isEqualTo("eu 1");
            assertThat(us.report()).isEqualTo("us 1");
            assertThat(eu.report("x")).isEqualTo("eu x");
            assertThat(us.report("x")).isEqualTo("us x");
        }
    }

    @Test
    void areEvictedTogether() {
        eu.report();
        us.report();
        care.all();
        assertThat(eu.report()).isEqualTo("eu 2");
        assertThat(us.report()).isEqualTo("us 2");
    }

    @Test
    void areEvictedTogetherByAKey() {
        eu.numbered("x");
        us.numbered("x");
        us.numbered("y");
        care.one("x");
        assertThat(eu.numbered("x")).isEqualTo("eu x 2");
        assertThat(us.numbered("x")).isEqualTo("us x 3");
        assertThat(us.numbered("y")).isEqualTo("us y 2");
    }

    @Test
    void areKnownBeforeTheyAreCalled() throws Exception {
        QueryMethods methods = application.methods();
        assertThat(methods.problems(Region.class.getMethod("numbered", String.class), Region.class))
                .isEmpty();
        assertThat(methods.named("numbered", application.cache())).hasSize(3);
    }

    @Test
    void shareTheirResultsIfTheyAreNoSingletons() {
        Visit first = application.bean(Visit.class);
        assertThat(first.number()).isEqualTo(application.bean(Visit.class).number());
    }

    static class Region {

        private final String name;

        private int calls;

        Region(String name) {
            this.name = name;
        }

        @CachedQuery(ttl = "1h")
        public String report() {
            return name + " " + ++calls;
        }

        @CachedQuery(ttl = "1h")
        public String report(String what) {
            return name + " " + what;
        }

        @CachedQuery(name = "numbered", ttl = "1h")
        public String numbered(String what) {
            return name + " " + what + " " + ++calls;
        }
    }

    static class Visit {

        private static int calls;

        @CachedQuery(ttl = "1h")
        public int number() {
            return ++calls;
        }
    }

    static class Care {

        @EvictQueries(queries = "Region.report")
        public void all() {}

        @EvictQueries(queries = "numbered", key = "#what")
        public void one(String what) {}
    }

    @Configuration(proxyBeanMethods = false)
    static class Regions {

        @Bean
        Region eu() {
            return new Region("eu");
        }

        @Bean
        Region us() {
            return new Region("us");
        }

        @Bean
        @Scope(ConfigurableBeanFactory.SCOPE_PROTOTYPE)
        Visit visit() {
            return new Visit();
        }

        @Bean
        Care care() {
            return new Care();
        }
    }
}
