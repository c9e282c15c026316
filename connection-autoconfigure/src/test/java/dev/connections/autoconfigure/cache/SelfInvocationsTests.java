package dev.connections.autoconfigure.cache;

import static org.assertj.core.api.Assertions.assertThat;

import dev.connections.cache.CachedQuery;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;

class SelfInvocationsTests {

    @Test
    void areFoundInMethodsLambdasAndReferences() {
        assertThat(SelfInvocations.of(CallsItself.class))
                .hasSize(4)
                .anyMatch(warning ->
                        warning.matches("CallsItself\\.directly\\(\\), line \\d+, calls CallsItself\\.all\\(\\) .*"))
                .anyMatch(warning -> warning.startsWith("CallsItself.inLambda(), line "))
                .anyMatch(warning -> warning.startsWith("CallsItself.byReference(), line "))
                .anyMatch(warning -> warning.startsWith("CallsItself.all(), line "));
    }

    @Test
    void areFoundInWhatAClassExtendsAndImplements() {
        assertThat(SelfInvocations.of(Inherits.class))
                .hasSize(2)
                .anyMatch(warning -> warning.startsWith("Inherits.ofBase(), line "))
                .anyMatch(warning -> warning.startsWith("Inherits.ofInterface(), line "));
    }

    @Test
    void areNoneInClassesThatHoldTheirOwnKind() {
        assertThat(SelfInvocations.of(HoldsItself.class)).isEmpty();
        assertThat(SelfInvocations.of(HoldsProvider.class)).isEmpty();
        assertThat(SelfInvocations.of(Decorates.class)).isEmpty();
    }

    @Test
    void areNoneWhereAnotherOfTheirKindIsCalled() {
        assertThat(SelfInvocations.of(CallsOthers.class)).isEmpty();
        assertThat(SelfInvocations.of(Overrides.class)).isEmpty();
    }

    static class CallsItself {

        @CachedQuery
        List<String> all() {
            return (System.nanoTime() > 0) ? List.of() : all();
        }

        int directly() {
            return all().size();
        }

        int inLambda() {
            return IntStream.of(1).map(any -> all().size()).sum();
        }

        Supplier<List<String>> byReference() {
            return this::all;
        }

        int notAtAll() {
            return 1;
        }
    }

    interface Finder {

        @CachedQuery
        List<String> find();

        default int ofInterface() {
            return find().size();
        }
    }

    abstract static class Base {

        @CachedQuery
        List<String> all() {
            return List.of();
        }

        int ofBase() {
            return all().size();
        }
    }

    static class Inherits extends Base implements Finder {

        @Override
        public List<String> find() {
            return List.of();
        }
    }

    static class HoldsItself {

        HoldsItself self;

        @CachedQuery
        List<String> all() {
            return List.of();
        }

        int size() {
            return self.all().size();
        }
    }

    static class HoldsProvider {

        ObjectProvider<HoldsProvider> self;

        @CachedQuery
        List<String> all() {
            return List.of();
        }

        int size() {
            return self.getObject().all().size();
        }
    }

    static class Decorates implements Finder {

        Finder other;

        @Override
        public List<String> find() {
            return other.find();
        }
    }

    static class CallsOthers {

        @CachedQuery
        List<String> all() {
            return List.of();
        }

        int ofContext(ApplicationContext context) {
            return context.getBean(CallsOthers.class).all().size();
        }

        int ofParameter(CallsOthers other) {
            return other.all().size();
        }

        static int ofClass(CallsOthers other) {
            return other.all().size();
        }

        int ofAnother() {
            return new CallsOthers().all().size();
        }
    }

    static class Overrides extends Base {

        @Override
        List<String> all() {
            return super.all();
        }

        @Override
        int ofBase() {
            return 0;
        }
    }
}
