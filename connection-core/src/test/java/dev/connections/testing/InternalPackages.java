package dev.connections.testing;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.domain.JavaType;
import com.tngtech.archunit.core.domain.properties.HasModifiers;
import dev.connections.Internal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The packages and types that are marked as {@link Internal}. */
public final class InternalPackages {

    private static final Pattern TYPE = Pattern.compile("\\b(dev\\.connections[a-z0-9.]*)\\.([A-Z]\\w*|\\*)");

    private static final int LONG = 6;

    private final Set<String> names = new TreeSet<>();

    private final Set<String> exceptions = new TreeSet<>();

    private final JavaClasses classes;

    /** @param classes with the {@code package-info} of each package */
    public InternalPackages(JavaClasses classes) {
        this.classes = classes;
        classes.stream()
                .filter(type -> type.getSimpleName().equals("package-info") && type.isAnnotatedWith(Internal.class))
                .forEach(type -> {
                    names.add(type.getPackageName());
                    for (Object except : (Object[]) type.getAnnotationOfType(Internal.class.getName())
                            .get("except")
                            .orElse(new Object[0])) {
                        exceptions.add(((JavaClass) except).getName());
                    }
                });
    }

    /** Returns the names of the packages. */
    public Set<String> names() {
        return names;
    }

    /** Returns the public and protected members of the API that have an internal type in their signature. */
    public Set<String> inPublicSignatures() {
        Set<String> found = new TreeSet<>();
        for (JavaClass type : classes) {
            if (isApi(type)) {
                List<JavaType> types = new ArrayList<>(type.getInterfaces());
                type.getSuperclass().ifPresent(types::add);
                check(types, type.getName(), found);
                for (JavaField field : type.getFields()) {
                    if (isVisible(field)) {
                        check(List.of(field.getType()), field.getFullName(), found);
                    }
                }
                for (JavaCodeUnit unit : type.getCodeUnits()) {
                    if (isVisible(unit) && !unit.isAnnotatedWith(Internal.class)) {
                        List<JavaType> signature = new ArrayList<>(unit.getParameterTypes());
                        signature.add(unit.getReturnType());
                        signature.addAll(unit.getThrowsClause().getTypes());
                        check(signature, unit.getFullName(), found);
                    }
                }
            }
        }
        return found;
    }

    /**
     * Returns the constructors of the API that have too many parameters. Those of records are left out, because users do
     * not create them.
     */
    public Set<String> longConstructors() {
        return classes.stream()
                .filter(type -> isApi(type) && !type.isRecord())
                .flatMap(type -> type.getConstructors().stream())
                .filter(constructor -> isVisible(constructor)
                        && !constructor.isAnnotatedWith(Internal.class)
                        && constructor.getRawParameterTypes().size() >= LONG)
                .map(JavaCodeUnit::getFullName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private boolean isInternal(JavaClass type) {
        return type.isAnnotatedWith(Internal.class) || (names.contains(type.getPackageName()) && !isException(type));
    }

    private boolean isException(JavaClass type) {
        return exceptions.contains(type.getName())
                || type.getEnclosingClass().map(this::isException).orElse(false);
    }

    private boolean isApi(JavaClass type) {
        return isVisible(type)
                && !isInternal(type)
                && type.getEnclosingClass().map(this::isApi).orElse(true);
    }

    private static boolean isVisible(HasModifiers member) {
        return !member.getModifiers().contains(JavaModifier.SYNTHETIC)
                && (member.getModifiers().contains(JavaModifier.PUBLIC)
                        || member.getModifiers().contains(JavaModifier.PROTECTED));
    }

    private void check(List<JavaType> signature, String member, Set<String> found) {
        for (JavaType type : signature) {
            for (JavaClass involved : type.getAllInvolvedRawTypes()) {
                if (isInternal(involved) && isVisible(involved)) {
                    found.add(member + ": " + involved.getName());
                }
            }
        }
    }

    /** Returns the Java files below some directories that name an internal type with its package. */
    public Set<String> usedIn(Path... directories) throws IOException {
        Set<String> found = new TreeSet<>();
        for (Path directory : directories) {
            try (Stream<Path> files = Files.walk(directory)) {
                for (Path file : files.filter(InternalPackages::isSource).toList()) {
                    Matcher types = TYPE.matcher(Files.readString(file));
                    while (types.find()) {
                        if (names.contains(types.group(1)) && !exceptions.contains(types.group())) {
                            found.add(file + ": " + types.group());
                        }
                    }
                }
            }
        }
        return found;
    }

    /** Returns whether a file is a Java source that is not generated by the build. */
    private static boolean isSource(Path file) {
        return file.toString().endsWith(".java") && !file.toString().contains("/target/");
    }
}
