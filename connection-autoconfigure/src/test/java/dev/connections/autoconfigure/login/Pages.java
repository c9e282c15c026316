package dev.connections.autoconfigure.login;

import dev.connections.autoconfigure.login.form.LoginFragments;
import dev.connections.login.RequiresLogin;
import dev.connections.sql.SqlConnection;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What an application has before and behind the gate. */
@RestController
class Pages {

    /** How often something behind the gate has run. */
    final AtomicInteger behind = new AtomicInteger();

    private final SqlConnection warehouse;

    private final LoginFragments fragments;

    Pages(SqlConnection warehouse, LoginFragments fragments) {
        this.warehouse = warehouse;
        this.fragments = fragments;
    }

    String user() {
        return warehouse.sql("select current_user").value(String.class);
    }

    @RequestMapping("/reports/**")
    String report() {
        behind.incrementAndGet();
        return user();
    }

    /** Loses the connection behind the gate. */
    @GetMapping("/reports/dies")
    String dies() {
        String user = user();
        warehouse.reset();
        return user + user();
    }

    @GetMapping("/public")
    String open() {
        return "open to all";
    }

    @GetMapping("/public/button")
    String button() {
        return fragments.logoutButton("Warehouse");
    }

    @GetMapping("/public/uses")
    String uses(HttpServletResponse response) {
        response.setHeader("ETag", "\"1\"");
        response.setHeader("X-Kept", "yes");
        response.setContentType("text/csv");
        return user();
    }

    @GetMapping("/public/wraps")
    String wraps() {
        try {
            return user();
        } catch (RuntimeException ex) {
            throw new IllegalStateException("no report", ex);
        }
    }

    @GetMapping("/public/committed")
    void committed(HttpServletResponse response) throws IOException {
        response.getWriter().print("begun");
        response.flushBuffer();
        user();
    }

    @GetMapping("/public/callable")
    Callable<String> callable() {
        return this::user;
    }

    @GetMapping("/public/fails")
    String fails() {
        throw new IllegalStateException("broken");
    }

    @GetMapping("/public/id")
    String id(HttpServletRequest request) {
        return request.getSession().getId();
    }

    @GetMapping("/public/end")
    String end(HttpServletRequest request) {
        request.getSession().invalidate();
        return "";
    }

    @PostMapping("/public/parameters")
    Map<String, String[]> parameters(HttpServletRequest request) {
        return request.getParameterMap();
    }

    @GetMapping("/annotated")
    @RequiresLogin("Warehouse")
    String annotated() {
        behind.incrementAndGet();
        return user();
    }
}
