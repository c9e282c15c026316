package dev.connections.sql.data;

import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotationAttributes;
import org.springframework.core.annotation.MergedAnnotations;
import org.springframework.core.type.AnnotationMetadata;
import org.springframework.core.type.MethodMetadata;
import org.springframework.data.jdbc.repository.support.JdbcRepositoryFactoryBean;
import org.springframework.data.repository.core.support.RepositoryFactoryBeanSupport;

/**
 * A class as if it had one {@link EnableConnectionRepositories} only, together with the attributes that Spring Data
 * reads and that follow from the connection.
 *
 * @param type the class
 * @param attributes of the one annotation
 */
record ConnectionRepositoriesMetadata(AnnotationMetadata type, AnnotationAttributes attributes)
        implements AnnotationMetadata {

    ConnectionRepositoriesMetadata(AnnotationMetadata type, AnnotationAttributes declared, RepositoryBeans beans) {
        this(type, new AnnotationAttributes(declared));
        attributes.put("value", new String[0]);
        attributes.put("jdbcAggregateOperationsRef", beans.name(RepositoryBeans.AGGREGATE_TEMPLATE));
        attributes.put("jdbcOperationsRef", "");
        attributes.replace(
                "repositoryFactoryBeanClass", RepositoryFactoryBeanSupport.class, JdbcRepositoryFactoryBean.class);
        attributes.put("dataAccessStrategyRef", "");
        attributes.put("transactionManagerRef", beans.name("TransactionManager"));
    }

    @Override
    public @Nullable Map<String, @Nullable Object> getAnnotationAttributes(String annotationName) {
        return annotationName.equals(EnableConnectionRepositories.class.getName())
                ? attributes
                : type.getAnnotationAttributes(annotationName);
    }

    @Override
    public MergedAnnotations getAnnotations() {
        return type.getAnnotations();
    }

    @Override
    public Set<MethodMetadata> getAnnotatedMethods(String annotationName) {
        return type.getAnnotatedMethods(annotationName);
    }

    @Override
    public Set<MethodMetadata> getDeclaredMethods() {
        return type.getDeclaredMethods();
    }

    @Override
    public String getClassName() {
        return type.getClassName();
    }

    @Override
    public boolean isInterface() {
        return type.isInterface();
    }

    @Override
    public boolean isAnnotation() {
        return type.isAnnotation();
    }

    @Override
    public boolean isAbstract() {
        return type.isAbstract();
    }

    @Override
    public boolean isFinal() {
        return type.isFinal();
    }

    @Override
    public boolean isIndependent() {
        return type.isIndependent();
    }

    @Override
    public @Nullable String getEnclosingClassName() {
        return type.getEnclosingClassName();
    }

    @Override
    public @Nullable String getSuperClassName() {
        return type.getSuperClassName();
    }

    @Override
    public String[] getInterfaceNames() {
        return type.getInterfaceNames();
    }

    @Override
    public String[] getMemberClassNames() {
        return type.getMemberClassNames();
    }
}
