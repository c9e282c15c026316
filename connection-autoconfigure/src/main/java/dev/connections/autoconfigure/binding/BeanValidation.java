package dev.connections.autoconfigure.binding;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.NoProviderFoundException;
import jakarta.validation.Path;
import jakarta.validation.Valid;
import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.lang.annotation.Annotation;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.validation.MessageInterpolatorFactory;
import org.springframework.util.ClassUtils;

/**
 * Validates bound properties by the constraints of Jakarta Validation that their class declares. Does nothing without
 * the library or constraints, so that applications without them do not pay for the start of a provider.
 */
final class BeanValidation {

    private static final boolean PRESENT =
            ClassUtils.isPresent("jakarta.validation.Constraint", BeanValidation.class.getClassLoader());

    private final BiConsumer<String, String> problems;

    /** @param problems called with the key of a property, such as {@code hosts[0].port}, and a message */
    BeanValidation(BiConsumer<String, String> problems) {
        this.problems = problems;
    }

    void check(Object properties) {
        if (PRESENT && Constraints.areOn(properties.getClass())) {
            Constraints.check(properties, problems);
        }
    }

    /** In a class of its own, which is loaded only if the library is present. */
    private static final class Constraints {

        static boolean areOn(Class<?> type) {
            Stream<AnnotatedElement> members = Stream.concat(
                    Stream.of(type),
                    Stream.concat(Arrays.stream(type.getDeclaredFields()), Arrays.stream(type.getDeclaredMethods())));
            return members.anyMatch(Constraints::isConstrained)
                    || (type.getSuperclass() != null && areOn(type.getSuperclass()));
        }

        private static boolean isConstrained(AnnotatedElement element) {
            if (Arrays.stream(element.getAnnotations()).anyMatch(Constraints::isConstraint)) {
                return true;
            }
            if (element instanceof Field field) {
                return hasConstrainedElements(field.getAnnotatedType());
            }
            return element instanceof Method method && hasConstrainedElements(method.getAnnotatedReturnType());
        }

        private static boolean hasConstrainedElements(AnnotatedElement type) {
            return type instanceof AnnotatedParameterizedType parameterized
                    && Arrays.stream(parameterized.getAnnotatedActualTypeArguments())
                            .anyMatch(Constraints::isConstrained);
        }

        private static boolean isConstraint(Annotation annotation) {
            return annotation instanceof Valid
                    || annotation.annotationType().isAnnotationPresent(Constraint.class)
                    || annotation.annotationType().getName().endsWith("$List");
        }

        static void check(Object properties, BiConsumer<String, String> problems) {
            try (ValidatorFactory factory = Validation.byDefaultProvider()
                    .configure()
                    .messageInterpolator(new MessageInterpolatorFactory().getObject())
                    .buildValidatorFactory()) {
                for (ConstraintViolation<Object> violation :
                        factory.getValidator().validate(properties)) {
                    problems.accept(key(violation.getPropertyPath()), "is not valid: " + violation.getMessage() + ".");
                }
            } catch (NoProviderFoundException ex) {
                problems.accept(
                        "type",
                        "has properties with constraints, but no provider validates them. Add the dependency"
                                + " org.springframework.boot:spring-boot-starter-validation.");
            }
        }

        /** The path in the form of a key: kebab case, indexes and names of elements as in properties. */
        private static String key(Path path) {
            StringBuilder key = new StringBuilder();
            for (Path.Node node : path) {
                if (node.getIndex() != null) {
                    key.append('[').append(node.getIndex()).append(']');
                } else if (node.getKey() != null) {
                    key.append('.').append(node.getKey());
                }
                String name = node.getName();
                if (name != null && !name.startsWith("<")) {
                    key.append('.').append(DataObjectPropertyName.toDashedForm(name));
                }
            }
            return key.isEmpty() ? "" : key.substring(1);
        }
    }
}
