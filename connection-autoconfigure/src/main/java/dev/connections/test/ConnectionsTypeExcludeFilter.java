package dev.connections.test;

import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/** Leaves out the components of an application, but for those that {@link ConnectionsTest} includes. */
final class ConnectionsTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<ConnectionsTest> {

    ConnectionsTypeExcludeFilter(Class<?> testClass) {
        super(testClass);
    }
}
