package dev.connections.autoconfigure.registry;

import dev.connections.ConnectionName;
import dev.connections.autoconfigure.beans.ConnectionBeanDefinitions;
import java.lang.annotation.Annotation;
import org.springframework.beans.TypeConverter;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.config.BeanDefinitionHolder;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.context.annotation.ContextAnnotationAutowireCandidateResolver;

/**
 * Lets {@code @Qualifier} name a connection in any spelling at every injection point, also where it asks for what
 * belongs to the connection, such as its {@code DataSource}. A bean has one qualifier value and one alias is one
 * bean's, so no bean definition can say this.
 */
public final class ConnectionQualifiers implements BeanFactoryPostProcessor {

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        if (beanFactory instanceof DefaultListableBeanFactory listable
                && listable.getAutowireCandidateResolver().getClass()
                        == ContextAnnotationAutowireCandidateResolver.class) {
            listable.setAutowireCandidateResolver(new Resolver());
        }
    }

    private static final class Resolver extends ContextAnnotationAutowireCandidateResolver {

        @Override
        protected boolean checkQualifier(
                BeanDefinitionHolder candidate, Annotation annotation, TypeConverter typeConverter) {
            if (super.checkQualifier(candidate, annotation, typeConverter)) {
                return true;
            }
            if (!(annotation instanceof Qualifier qualifier)) {
                return false;
            }
            ConnectionName connection = ConnectionBeanDefinitions.connectionOf(candidate.getBeanDefinition());
            return connection != null
                    && (candidate.matchesName(qualifier.value())
                            || (ConnectionName.isValid(qualifier.value())
                                    && connection.equals(new ConnectionName(qualifier.value()))));
        }
    }
}
