package dev.connections.autoconfigure.cache;

import dev.connections.cache.advice.QueryMethods;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.asm.ClassReader;
import org.springframework.asm.Type;
import org.springframework.util.ClassUtils;

/**
 * Calls of annotated methods that a class makes on itself: they go past the proxy, so that the annotation has no effect. Found in
 * the code of the class, where that is there. A class that holds another of its own kind is taken to call that one: it is how
 * beans call themselves through their proxy.
 */
final class SelfInvocations {

    private final Class<?> type;

    /** The annotated methods, by name and descriptor, as messages name them. */
    private final Map<String, String> annotated = new LinkedHashMap<>();

    /** The class and all that it extends or implements, by their names in code. */
    private final Map<String, Class<?>> own = new LinkedHashMap<>();

    private final Set<String> overridden = new HashSet<>();

    private final List<String> found = new ArrayList<>();

    private SelfInvocations(Class<?> type) {
        this.type = type;
        for (Method method : QueryMethods.of(type)) {
            annotated.put(method.getName() + Type.getMethodDescriptor(method), QueryMethods.describe(method, type));
        }
        addOwn(type);
    }

    private void addOwn(@Nullable Class<?> each) {
        if (each != null && each.getClassLoader() != null && own.put(Type.getInternalName(each), each) == null) {
            addOwn(each.getSuperclass());
            for (Class<?> above : each.getInterfaces()) {
                addOwn(above);
            }
        }
    }

    /** A warning for each such call of a class. */
    static List<String> of(Class<?> type) {
        SelfInvocations invocations = new SelfInvocations(type);
        if (!invocations.holdsItsOwnKind()) {
            invocations.own.values().forEach(invocations::read);
        }
        return invocations.found;
    }

    private boolean holdsItsOwnKind() {
        Set<String> names = new LinkedHashSet<>();
        own.values().forEach(each -> names.add(each.getName()));
        for (Class<?> each : own.values()) {
            for (Field field : each.getDeclaredFields()) {
                String[] types = field.getGenericType().getTypeName().split("[^\\w.$]+");
                if (Arrays.stream(types).anyMatch(names::contains)) {
                    return true;
                }
            }
        }
        return false;
    }

    private void read(Class<?> each) {
        try (InputStream code = each.getResourceAsStream(ClassUtils.getClassFileName(each))) {
            if (code != null) {
                new ClassReader(code)
                        .accept(
                                new SelfCallReader(own.keySet(), annotated, this::add, overridden),
                                ClassReader.SKIP_FRAMES);
            }
        } catch (IOException | IllegalArgumentException ex) {
            // a class that cannot be read is not warned of
        }
    }

    private void add(String caller, int line, String called) {
        found.add(type.getSimpleName() + "." + caller + "(), line " + line + ", calls " + called
                + " on its own object, past the proxy: the call is not cached and evicts nothing. Call it on the bean, which a"
                + " class can have injected into itself, or move it to another bean");
    }
}
