package dev.connections.snowflake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.snowflake.snowpark.SnowparkClientException;
import com.snowflake.snowpark_java.DataFrame;
import com.snowflake.snowpark_java.Functions;
import com.snowflake.snowpark_java.Row;
import com.snowflake.snowpark_java.SaveMode;
import com.snowflake.snowpark_java.Session;
import com.snowflake.snowpark_java.types.DataTypes;
import com.snowflake.snowpark_java.types.StructField;
import com.snowflake.snowpark_java.types.StructType;
import dev.connections.ConnectionState;
import dev.connections.testing.snowflake.RequestKind;
import java.io.PrintStream;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.dao.DataAccessException;

/** Snowpark itself on the server of the tests. */
@Tag("snowpark")
@Timeout(60)
class SnowparkSessionTests {

    private final TestAccount account = new TestAccount();

    @BeforeEach
    void fill() {
        account.server.execute(
                "create table orders (id int, name STRING, amount numeric(10,2))",
                "insert into orders values (1, 'pen', 10.5), (2, 'desk', 200)");
    }

    @AfterEach
    void close() {
        account.close();
    }

    private long count() {
        return account.warehouse.session().table("orders").count();
    }

    @Test
    void readsAndWrites() {
        SnowparkSession session = account.warehouse.session();
        assertThat(session.sql("select 42 as answer, ? as question", "none").collect())
                .extracting(Row::toString)
                .containsExactly("Row[42,\"none\"]");
        DataFrame dear = session.table("orders").filter(Functions.col("AMOUNT").gt(Functions.lit(100)));
        assertThat(dear.collect()).extracting(row -> row.getString(1)).containsExactly("desk");
        assertThat(dear.count()).isEqualTo(1);
        DataFrame more = session.createDataFrame(
                new Row[] {Row.create(3, "lamp", 30)},
                StructType.create(
                        new StructField("ID", DataTypes.IntegerType),
                        new StructField("NAME", DataTypes.StringType),
                        new StructField("AMOUNT", DataTypes.IntegerType)));
        more.write().mode(SaveMode.Append).saveAsTable("orders");
        assertThat(count()).isEqualTo(3);
        assertThat(session.getCurrentDatabase()).contains("\"TESTDB\"");
        assertThat(account.warehouse.sql("select name from orders where id = 3").value(String.class))
                .isEqualTo("lamp");
    }

    @Test
    void isOpenedWhenItIsUsedAndOnceForAllThreads() throws Exception {
        account.one();
        // a login may need a second attempt on a busy machine
        int before = account.server.count(RequestKind.LOGIN);
        SnowparkSession session = account.warehouse.session();
        assertThat(account.server.count(RequestKind.LOGIN)).isEqualTo(before);
        ExecutorService threads = Executors.newFixedThreadPool(8);
        try {
            Callable<Long> reading = () -> session.table("orders").count();
            for (Future<Long> result :
                    threads.invokeAll(Stream.generate(() -> reading).limit(8).toList())) {
                assertThat(result.get()).isEqualTo(2);
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(account.server.count(RequestKind.LOGIN)).isEqualTo(before + 1);
        assertThat(account.server.lastLogin().path("CLIENT_APP_ID").asString()).isEqualTo("Snowpark");
        assertThat(account.warehouse.unwrap(Session.class)).isSameAs(account.warehouse.unwrap(Session.class));
    }

    /** One after the other; those who come at once share an answer. */
    @Test
    void theServerIsAskedOnceForEachUse() {
        assertThat(count()).isEqualTo(2);
        int before = account.server.count(RequestKind.HEARTBEAT);
        assertThat(count()).isEqualTo(2);
        // the driver may keep both sessions alive just now
        assertThat(account.server.count(RequestKind.HEARTBEAT)).isBetween(before + 1, before + 3);
    }

    @Test
    void isClosedWithTheConnection() {
        assertThat(count()).isEqualTo(2);
        assertThat(account.server.sessions()).isEqualTo(2);
        Session session = account.warehouse.unwrap(Session.class);
        account.supervised.close();
        assertThat(account.server.sessions()).isZero();
        assertThatThrownBy(() -> session.sql("select 1").collect()).isInstanceOf(Exception.class);
        assertThatThrownBy(this::count).isInstanceOf(DataAccessException.class);
    }

    @Test
    void anotherTakesItsPlaceWhenTheConnectionIsReset() {
        Session before = account.warehouse.unwrap(Session.class);
        account.warehouse.reset();
        assertThat(count()).isEqualTo(2);
        assertThat(account.warehouse.unwrap(Session.class)).isNotSameAs(before);
        while (account.server.sessions() > 2) {
            Thread.onSpinWait();
        }
        assertThatThrownBy(() -> before.sql("select 1").collect()).isInstanceOf(Exception.class);
    }

    /** A leased pool stays open until it is given back, and its session with it. */
    @Test
    void workOnALeasedPoolIsFinishedWhenTheConnectionIsReset() throws Exception {
        CompletableFuture<Long> working =
                CompletableFuture.supplyAsync(() -> account.supervised.<Long, RuntimeException>call(pool -> {
                    Session session = session(pool);
                    session.sql("select system$wait(60)").collect();
                    return session.table("orders").count();
                }));
        while (!isWaiting() && !working.isDone()) {
            Thread.onSpinWait();
        }
        account.warehouse.reset();
        assertThat(count()).isEqualTo(2);
        assertThat(working).isNotDone();
        account.server.resumeWaiting();
        assertThat(working.get()).isEqualTo(2);
    }

    private boolean isWaiting() {
        return account.server.running() > 0;
    }

    private static Session session(DataSource pool) {
        try {
            return pool.unwrap(Session.class);
        } catch (SQLException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Test
    void whatHasExpiredIsRenewed() {
        assertThat(count()).isEqualTo(2);
        int before = account.server.count(RequestKind.LOGIN);
        account.server.expireTokens();
        assertThat(count()).isEqualTo(2);
        assertThat(account.server.count(RequestKind.LOGIN)).isEqualTo(before);
    }

    @Test
    void aSessionThatTheServerHasEndedIsReplacedAtOnce() {
        Session before = account.warehouse.unwrap(Session.class);
        account.server.expireMasterTokens();
        assertThatThrownBy(() -> before.table("orders").count()).isInstanceOf(SnowparkClientException.class);
        assertThat(count()).isEqualTo(2);
        account.server.forgetSessions();
        assertThat(count()).isEqualTo(2);
        assertThat(account.warehouse.unwrap(Session.class)).isNotSameAs(before);
        assertThat(account.supervised.state()).isEqualTo(ConnectionState.UP);
    }

    @Test
    void oneThatItsUserHasClosedIsReplaced() {
        account.warehouse.unwrap(Session.class).close();
        assertThat(count()).isEqualTo(2);
    }

    @Test
    void leavesStandardErrorAndTheThreadsAlone() {
        PrintStream stderr = System.err;
        account.warehouse.unwrap(Session.class);
        assertThat(System.err).isSameAs(stderr);
        assertThat(System.err).isNotSameAs(System.out);
        assertThat(System.err.checkError()).isFalse();
        // would be the session of the thread that opened it, or of an ancestor
        assertThatThrownBy(Session.builder()::getOrCreate).hasMessageContaining("url");
        assertThatThrownBy(() -> CompletableFuture.supplyAsync(Session.builder()::getOrCreate)
                        .join())
                .hasMessageContaining("url");
    }

    /** Whatever Snowpark's session has can be called, but for what the connection does. */
    @Test
    void hasTheMethodsOfSnowpark() {
        Set<String> expected = signatures(Session.class);
        expected.removeAll(List.of("void close()"));
        assertThat(signatures(SnowparkSession.class)).isEqualTo(expected);
    }

    private static Set<String> signatures(Class<?> type) {
        return Arrays.stream(type.getDeclaredMethods())
                .filter(method -> Modifier.isPublic(method.getModifiers()) && !Modifier.isStatic(method.getModifiers()))
                .filter(method -> !method.getName().equals("toString"))
                .map(method -> method.getGenericReturnType().getTypeName() + " " + method.getName()
                        + Arrays.stream(method.getGenericParameterTypes())
                                .map(Type::getTypeName)
                                .collect(Collectors.joining(", ", "(", ")")))
                .collect(Collectors.toSet());
    }
}
