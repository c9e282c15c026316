package dev.connections.samples.snowflake;

import dev.connections.snowflake.SnowflakeConnection;
import java.time.Duration;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

// tag::controller[]
@RestController
@RequestMapping("/reports")
class Orders {

    private final SnowflakeConnection warehouse;

    Orders(SnowflakeConnection warehouse) {
        this.warehouse = warehouse; // one session for all, or each user's own: the settings say
    }

    @GetMapping("/orders")
    List<Order> first() {
        return warehouse
                .sql(
                        """
                        select o_orderkey as id, o_clerk as clerk, o_totalprice as amount, o_orderdate as placed_on
                        from orders order by o_orderkey limit 10""")
                .ttl(Duration.ofMinutes(2)) // Snowflake is queried once in two minutes
                .list(Order.class);
    }

    @GetMapping("/whose")
    Whose whose() {
        return warehouse
                .sql("select current_user() as person, current_database() as database, current_warehouse() "
                        + "as warehouse")
                .one(Whose.class);
    }
}
// end::controller[]
