package dev.connections.sql.oracle;

import dev.connections.rows.Rows;
import dev.connections.sql.SqlConnection;
import dev.connections.sql.SqlStatement;
import java.lang.reflect.Array;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.util.ClassUtils;

/** A way to read one value. */
enum AccessPath {
    VALUE {
        @Override
        @Nullable
        Object read(Cell cell, Target target) {
            return cell.statement().value(target.type());
        }
    },
    RECORD {
        @Override
        @Nullable
        Object read(Cell cell, Target target) {
            return Target.component(cell.statement().one(target.recordType()));
        }
    },
    BEAN {
        @Override
        @Nullable
        Object read(Cell cell, Target target) {
            return cell.statement()
                    .one(Objects.requireNonNull(target.beanType()))
                    .getV();
        }

        @Override
        boolean isFor(Subject subject, Target target) {
            return target.beanType() != null;
        }
    },
    STREAM {
        @Override
        @Nullable
        Object read(Cell cell, Target target) {
            try (Stream<? extends Record> rows = cell.statement().stream(target.recordType())) {
                return Target.component(rows.toList().get(0));
            }
        }
    },
    ROWS_GET {
        @Override
        @Nullable
        Object read(Cell cell, Target target) {
            return cell.rows().row(0).get("v", ClassUtils.resolvePrimitiveIfNecessary(target.type()));
        }

        @Override
        boolean isFor(Subject subject, Target target) {
            return !target.type().isPrimitive();
        }
    },
    ROWS_AS_RECORD {
        @Override
        @Nullable
        Object read(Cell cell, Target target) {
            return Target.component(cell.rows().as(target.recordType()).get(0));
        }
    },
    ROWS_AS_VALUE {
        @Override
        @Nullable
        Object read(Cell cell, Target target) {
            return cell.rows().as(target.type()).get(0);
        }
    },
    ARRAY {
        @Override
        @Nullable
        Object read(Cell cell, Target target) {
            Object array = cell.array().one(target.type().arrayType());
            return Array.get(array, 0);
        }

        @Override
        boolean isFor(Subject subject, Target target) {
            return subject.hasArrays() && target.type() != byte.class;
        }
    };

    abstract @Nullable Object read(Cell cell, Target target);

    boolean isFor(Subject subject, Target target) {
        return true;
    }

    /** One value in the database. */
    record Cell(SqlConnection connection, Subject subject, String table, int id, Supplier<Rows> rowsOnce) {

        SqlStatement statement() {
            return connection.sql("select v from " + table + " where id = :id").param("id", id);
        }

        SqlStatement array() {
            return connection
                    .sql("select " + subject.arrayOf("v") + " as v from " + table + " where id = :id")
                    .param("id", id);
        }

        Rows rows() {
            return rowsOnce.get();
        }
    }
}
