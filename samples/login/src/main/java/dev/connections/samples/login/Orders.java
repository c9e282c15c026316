package dev.connections.samples.login;

import dev.connections.sql.SqlConnection;
import java.time.Duration;
import java.util.List;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

// tag::controller[]
@RestController
class Orders {

    private final SqlConnection warehouse;

    Orders(SqlConnection warehouse) {
        this.warehouse = warehouse; // each request sees its own user's connection
    }

    @GetMapping("/reports/orders")
    List<Order> all() {
        return warehouse
                .sql("select id, customer, amount from my_orders order by id")
                .ttl(Duration.ofMinutes(1)) // what a user has read is served to nobody else
                .list(Order.class);
    }
}
// end::controller[]
