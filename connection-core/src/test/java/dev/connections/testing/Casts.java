package dev.connections.testing;

import com.sun.source.tree.InstanceOfTree;
import com.sun.source.tree.MemberReferenceTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.TypeCastTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.TreePathScanner;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import dev.connections.ConnectionFactory;
import dev.connections.ConnectionType;
import dev.connections.Lease;
import dev.connections.ManagedConnection;
import java.io.IOException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/** The casts in the source of connection types, which byte code does not tell apart from those of generics. */
public final class Casts {

    private Casts() {}

    /**
     * Returns where the source of this module casts to, or checks for, a class that implements a part of the API or is the resource
     * of a factory.
     *
     * @param classes with these classes
     * @param packages the folders below {@code src/main/java}
     */
    public static Set<String> toImplementations(JavaClasses classes, String... packages) throws IOException {
        Set<String> names = classes.stream()
                .filter(Casts::isImplementation)
                .map(JavaClass::getSimpleName)
                .collect(Collectors.toCollection(TreeSet::new));
        classes.stream()
                .filter(type -> type.isAssignableTo(ConnectionFactory.class))
                .flatMap(type -> Stream.of(type.reflect().getGenericInterfaces()))
                .map(Casts::resource)
                .forEach(names::add);
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Set<String> found = new TreeSet<>();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task = (JavacTask) compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(sources(packages)));
            new Scanner(names, found).scan(task.parse(), null);
        }
        return found;
    }

    private static boolean isImplementation(JavaClass type) {
        return !type.isInterface()
                && Stream.of(ManagedConnection.class, ConnectionFactory.class, ConnectionType.class, Lease.class)
                        .anyMatch(type::isAssignableTo);
    }

    private static String resource(Type factory) {
        boolean hasResource = factory instanceof ParameterizedType type
                && type.getActualTypeArguments()[0] instanceof Class<?> argument
                && argument.getName().startsWith("dev.connections");
        return hasResource
                ? ((Class<?>) ((ParameterizedType) factory).getActualTypeArguments()[0]).getSimpleName()
                : "none";
    }

    private static List<Path> sources(String... packages) throws IOException {
        TreeSet<Path> sources = new TreeSet<>();
        for (String each : packages) {
            try (Stream<Path> files = Files.walk(Path.of("src/main/java", each))) {
                files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
            }
        }
        return List.copyOf(sources);
    }

    private static final class Scanner extends TreePathScanner<Void, Void> {

        private final Set<String> names;

        private final Set<String> found;

        Scanner(Set<String> names, Set<String> found) {
            this.names = names;
            this.found = found;
        }

        @Override
        public Void visitTypeCast(TypeCastTree cast, Void unused) {
            note(cast.getType(), cast);
            return super.visitTypeCast(cast, unused);
        }

        @Override
        public Void visitInstanceOf(InstanceOfTree check, Void unused) {
            note(check.getType(), check);
            return super.visitInstanceOf(check, unused);
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree select, Void unused) {
            Tree use = getCurrentPath().getParentPath().getLeaf();
            // such as Type.class.cast(…) and Type.class::isInstance
            if (select.getIdentifier().contentEquals("class")
                    && (use instanceof MemberSelectTree || use instanceof MemberReferenceTree)) {
                note(select.getExpression(), use);
            }
            return super.visitMemberSelect(select, unused);
        }

        private void note(Tree type, Tree where) {
            String name = type.toString().replaceAll("<.*", "");
            if (names.contains(name.substring(name.lastIndexOf('.') + 1))) {
                Path file = Path.of(
                        getCurrentPath().getCompilationUnit().getSourceFile().getName());
                found.add(file.getFileName() + ": " + where);
            }
        }
    }
}
