package dev.connections.autoconfigure.sql;

import dev.connections.ConnectionName;
import dev.connections.Connections;
import java.lang.reflect.Method;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.transaction.TransactionManager;
import org.springframework.transaction.interceptor.DelegatingTransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttribute;
import org.springframework.transaction.interceptor.TransactionAttributeSource;
import org.springframework.transaction.interceptor.TransactionInterceptor;
import org.springframework.util.StringUtils;

/**
 * Lets {@code @Transactional} name a connection in any spelling. Spring finds a transaction manager by the one
 * qualifier, the name and the aliases of its bean, not by the rules of injection points.
 */
final class TransactionManagerAliases {

    private final ListableBeanFactory beanFactory;

    private final ConcurrentMap<String, String> qualifiers = new ConcurrentHashMap<>();

    TransactionManagerAliases(ListableBeanFactory beanFactory) {
        this.beanFactory = beanFactory;
    }

    void applyTo(TransactionInterceptor interceptor) {
        TransactionAttributeSource source = interceptor.getTransactionAttributeSource();
        if (source != null && !(source instanceof Source)) {
            interceptor.setTransactionAttributeSource(new Source(source));
        }
    }

    private String qualifierFor(String spelling) {
        String known = qualifiers.get(spelling);
        if (known == null) {
            // Looks beans up, so not within the map.
            known = find(spelling);
            qualifiers.putIfAbsent(spelling, known);
        }
        return known;
    }

    private String find(String spelling) {
        if (!ConnectionName.isValid(spelling) || isQualifier(spelling)) {
            return spelling;
        }
        ConnectionName name = new ConnectionName(spelling);
        return beanFactory.getBean(Connections.class).names().stream()
                .map(ConnectionName::new)
                .filter(name::equals)
                .map(connection -> connection.camelCase() + "TransactionManager")
                .filter(this::isQualifier)
                .findFirst()
                .orElse(spelling);
    }

    private boolean isQualifier(String qualifier) {
        for (String beanName :
                BeanFactoryUtils.beanNamesForTypeIncludingAncestors(beanFactory, TransactionManager.class)) {
            if (BeanFactoryAnnotationUtils.isQualifierMatch(qualifier::equals, beanName, beanFactory)) {
                return true;
            }
        }
        return false;
    }

    private final class Source implements TransactionAttributeSource {

        private final TransactionAttributeSource source;

        Source(TransactionAttributeSource source) {
            this.source = source;
        }

        @Override
        public boolean isCandidateClass(Class<?> targetClass) {
            return source.isCandidateClass(targetClass);
        }

        @Override
        public boolean hasTransactionAttribute(Method method, @Nullable Class<?> targetClass) {
            return source.hasTransactionAttribute(method, targetClass);
        }

        @Override
        public @Nullable TransactionAttribute getTransactionAttribute(Method method, @Nullable Class<?> targetClass) {
            TransactionAttribute attribute = source.getTransactionAttribute(method, targetClass);
            String spelling = (attribute != null) ? spelling(attribute, targetClass) : null;
            if (attribute == null || !StringUtils.hasText(spelling)) {
                return attribute;
            }
            String qualifier = qualifierFor(spelling);
            return qualifier.equals(spelling) ? attribute : new Qualified(attribute, qualifier);
        }

        /** As Spring does, a class may have the qualifier instead. */
        private static @Nullable String spelling(TransactionAttribute attribute, @Nullable Class<?> targetClass) {
            String qualifier = attribute.getQualifier();
            return (!StringUtils.hasText(qualifier) && targetClass != null)
                    ? BeanFactoryAnnotationUtils.getQualifierValue(targetClass)
                    : qualifier;
        }
    }

    private static final class Qualified extends DelegatingTransactionAttribute {

        private static final long serialVersionUID = 1L;

        private final String qualifier;

        Qualified(TransactionAttribute attribute, String qualifier) {
            super(attribute);
            this.qualifier = qualifier;
        }

        @Override
        public String getQualifier() {
            return qualifier;
        }
    }
}
