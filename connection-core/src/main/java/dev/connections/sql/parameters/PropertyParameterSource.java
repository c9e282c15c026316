package dev.connections.sql.parameters;

import java.beans.PropertyDescriptor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeanUtils;
import org.springframework.dao.InvalidDataAccessApiUsageException;
import org.springframework.jdbc.core.SqlParameterValue;
import org.springframework.jdbc.core.namedparam.SqlParameterSource;

/**
 * Named parameters from an object: the components of a record, the properties of a JavaBean, a map, or a parameter
 * source of Spring.
 */
public final class PropertyParameterSource implements ParameterSource {

    private static final ClassValue<Map<String, Method>> GETTERS = new ClassValue<>() {
        @Override
        protected Map<String, Method> computeValue(Class<?> type) {
            return type.isRecord() ? components(type) : properties(type);
        }
    };

    private final Object bean;

    private final Map<String, Method> getters;

    private PropertyParameterSource(Object bean) {
        this.bean = bean;
        this.getters = GETTERS.get(bean.getClass());
    }

    public static ParameterSource of(Object object) {
        if (object instanceof SqlParameterSource source) {
            return new SourceValues(source);
        }
        if (object instanceof Map<?, ?> map) {
            return new MapValues(map);
        }
        return new PropertyParameterSource(object);
    }

    private static Map<String, Method> components(Class<?> type) {
        Map<String, Method> getters = new LinkedHashMap<>();
        for (RecordComponent component : type.getRecordComponents()) {
            getters.put(component.getName(), accessible(component.getAccessor()));
        }
        return getters;
    }

    private static Map<String, Method> properties(Class<?> type) {
        Map<String, Method> getters = new LinkedHashMap<>();
        for (PropertyDescriptor property : BeanUtils.getPropertyDescriptors(type)) {
            if (property.getReadMethod() != null && !property.getName().equals("class")) {
                getters.put(property.getName(), accessible(property.getReadMethod()));
            }
        }
        return getters;
    }

    /** The class itself need not be public: it is often a record that is nested in the class that uses it. */
    private static Method accessible(Method getter) {
        getter.trySetAccessible();
        return getter;
    }

    @Override
    public @Nullable Object get(String name) {
        Method getter = getters.get(name);
        if (getter == null) {
            return MISSING;
        }
        try {
            return getter.invoke(bean);
        } catch (InvocationTargetException ex) {
            throw unreadable(name, ex.getCause());
        } catch (ReflectiveOperationException ex) {
            throw unreadable(name, ex);
        }
    }

    private InvalidDataAccessApiUsageException unreadable(String name, Throwable cause) {
        return new InvalidDataAccessApiUsageException(
                "The property '" + name + "' of " + bean.getClass().getName() + " could not be read", cause);
    }

    @Override
    public Collection<String> names() {
        return getters.keySet();
    }

    private record MapValues(Map<?, ?> map) implements ParameterSource {

        @Override
        public @Nullable Object get(String name) {
            Object value = map.get(name);
            return (value != null || map.containsKey(name)) ? value : MISSING;
        }

        @Override
        public Collection<String> names() {
            return map.keySet().stream().map(String::valueOf).toList();
        }
    }

    private record SourceValues(SqlParameterSource source) implements ParameterSource {

        @Override
        public @Nullable Object get(String name) {
            if (!source.hasValue(name)) {
                return MISSING;
            }
            Object value = source.getValue(name);
            int sqlType = source.getSqlType(name);
            return (sqlType == SqlParameterSource.TYPE_UNKNOWN) ? value : new SqlParameterValue(sqlType, value);
        }

        @Override
        public Collection<String> names() {
            String[] names = source.getParameterNames();
            return (names != null) ? Arrays.asList(names) : List.of();
        }
    }
}
