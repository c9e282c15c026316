package dev.connections.sql.driver;

import com.mysql.cj.conf.PropertySet;
import com.mysql.cj.protocol.StandardSocketFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;

/** Gives the sockets of {@link KeepAliveSocketFactory} to MySQL's driver, which takes the name of a class of its own kind. */
public final class MySqlSocketFactory extends StandardSocketFactory {

    private final KeepAliveSocketFactory sockets = new KeepAliveSocketFactory();

    /** For the driver. */
    public MySqlSocketFactory() {}

    @Override
    protected Socket createSocket(PropertySet properties) {
        try {
            return sockets.createSocket();
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
