package dev.connections.cache.values;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.data.annotation.Immutable;

class ImmutabilityTests {

    record Person(String name, int age, List<String> pets) {}

    record Picture(byte[] bytes) {}

    record Tree(Tree left, Tree right) {}

    record HasPicture(Picture picture) {}

    static final class Point {

        private final int x = 1;

        int x() {
            return x;
        }
    }

    static class Bean {

        private String name = "";
    }

    static final class FinalBean {

        private final Bean bean = new Bean();
    }

    static class Left {

        private final Right right = new Right();
    }

    static class Right {

        private final Left left = null;
    }

    interface View {

        String getName();
    }

    interface Editor {

        void setName(String name);
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                String.class,
                Integer.class,
                int.class,
                BigDecimal.class,
                UUID.class,
                URI.class,
                LocalDateTime.class,
                Duration.class,
                ZoneId.class,
                TimeUnit.class,
                Person.class,
                Tree.class,
                Point.class,
                Left.class,
                View.class
            })
    void canBeShared(Class<?> type) {
        assertThat(Immutability.isImmutable(type)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Object.class,
                byte[].class,
                Date.class,
                ArrayList.class,
                List.class,
                Map.class,
                AtomicInteger.class,
                StringBuilder.class,
                Picture.class,
                HasPicture.class,
                Bean.class,
                FinalBean.class,
                Editor.class
            })
    void cannotBeShared(Class<?> type) {
        assertThat(Immutability.isImmutable(type)).isFalse();
    }

    @Test
    void anAnnotationThatSaysSoIsBelieved() {
        assertThat(Immutability.isImmutable(Marked.class)).isTrue();
    }

    @Immutable
    static class Marked {

        private String name = "";
    }
}
