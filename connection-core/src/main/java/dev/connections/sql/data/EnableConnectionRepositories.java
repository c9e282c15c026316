package dev.connections.sql.data;

import dev.connections.sql.dialect.SqlDialect;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.support.BeanNameGenerator;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.context.annotation.Import;
import org.springframework.data.repository.config.BootstrapMode;
import org.springframework.data.repository.config.DefaultRepositoryBaseClass;
import org.springframework.data.repository.core.support.RepositoryFactoryBeanSupport;
import org.springframework.data.repository.query.QueryLookupStrategy;

/**
 * Makes Spring Data JDBC repositories on a named connection: with its dialect, and in its transactions. An application
 * can have as many as it likes, each for a connection and packages of its own.
 *
 * <pre>{@code
 * @Configuration
 * @EnableConnectionRepositories(connection = "pet-db", basePackageClasses = Owner.class)
 * class PetDbRepositories {}
 * }</pre>
 *
 * <p>Methods of a repository run in a transaction of the connection, as those of Spring Data JDBC always do, and so
 * does a {@code @Transactional} method of a repository that names no other transaction manager. Nothing is opened at
 * start-up, unless the database is {@link SqlDialect#OTHER one whose dialect} only the database itself can tell.
 *
 * <p>The repositories work on these beans, which are the connection's own and are injected by a qualifier alone, so
 * that nothing becomes ambiguous ({@code petDb} stands for the connection's name in camel case):
 *
 * <ul>
 *   <li>{@code petDbJdbcAggregateTemplate}, {@code petDbDataAccessStrategy}, {@code petDbJdbcConverter} and
 *       {@code petDbNamedParameterJdbcOperations};
 *   <li>{@code petDbJdbcMappingContext}, which takes its names from the bean {@code petDbNamingStrategy} or else the
 *       application's only {@code NamingStrategy};
 *   <li>{@code petDbJdbcCustomConversions}: the dialect's, before those of the application's only
 *       {@code JdbcCustomConversions};
 *   <li>{@code petDbJdbcDialect}.
 * </ul>
 *
 * <p>To replace one, declare a bean of that name on the same class or on one that is read before. Auditing and entity
 * callbacks work as for any other repository.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@Repeatable(EnableConnectionRepositories.Container.class)
@Import(ConnectionRepositoriesRegistrar.class)
public @interface EnableConnectionRepositories {

    /** Returns the name of the connection, in any spelling. */
    String connection();

    /** Returns the packages to look for repositories in, with those below them. */
    String[] basePackages() default {};

    /**
     * Classes whose packages are looked into. If neither this nor {@link #basePackages} is given, it is the package of
     * the annotated class.
     */
    Class<?>[] basePackageClasses() default {};

    /** Only repositories that one of these finds. */
    Filter[] includeFilters() default {};

    /** No repository that one of these finds. */
    Filter[] excludeFilters() default {};

    /** The postfix of classes that implement a fragment of a repository. */
    String repositoryImplementationPostfix() default "Impl";

    /** The location of the named queries; empty means {@code META-INF/jdbc-named-queries.properties}. */
    String namedQueriesLocation() default "";

    /** The strategy to look up the query of a query method. */
    QueryLookupStrategy.Key queryLookupStrategy() default QueryLookupStrategy.Key.CREATE_IF_NOT_FOUND;

    /** The class of the factory beans of the repositories; the default is {@code JdbcRepositoryFactoryBean}. */
    Class<?> repositoryFactoryBeanClass() default RepositoryFactoryBeanSupport.class;

    /** Returns the class that implements the methods every repository has. */
    Class<?> repositoryBaseClass() default DefaultRepositoryBaseClass.class;

    /** The name generator of the repositories' beans; the default is that of components. */
    Class<? extends BeanNameGenerator> nameGenerator() default BeanNameGenerator.class;

    /** Returns whether interfaces inside of classes count as repositories. */
    boolean considerNestedRepositories() default false;

    /** When the repositories are initialized. */
    BootstrapMode bootstrapMode() default BootstrapMode.DEFAULT;

    /** Returns whether the methods every repository has run in a transaction. */
    boolean enableDefaultTransactions() default true;

    /** Holds several of the annotation on one class. */
    @Documented
    @Retention(RetentionPolicy.RUNTIME)
    @Target(ElementType.TYPE)
    @Import(ConnectionRepositoriesRegistrar.class)
    @interface Container {

        /** Returns the annotations. */
        EnableConnectionRepositories[] value();
    }
}
