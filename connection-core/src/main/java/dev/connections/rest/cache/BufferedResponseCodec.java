package dev.connections.rest.cache;

import dev.connections.cache.codec.ResultCodec;
import dev.connections.cache.codec.ResultReader;
import dev.connections.cache.codec.ResultWriter;
import dev.connections.cache.keys.QueryKey;
import dev.connections.rest.exchange.BufferedResponse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link BufferedResponse} for other nodes. */
public final class BufferedResponseCodec implements ResultCodec<BufferedResponse> {

    @Override
    public Class<BufferedResponse> type() {
        return BufferedResponse.class;
    }

    @Override
    public int version() {
        return 1;
    }

    @Override
    public void write(BufferedResponse value, ResultWriter target) {
        target.number(value.status());
        target.number(value.headers().size());
        value.headers().forEach((name, values) -> {
            target.text(name);
            target.number(values.size());
            values.forEach(target::text);
        });
        target.bytes(value.body());
    }

    @Override
    public BufferedResponse read(ResultReader source, QueryKey key) {
        int status = source.number(100, 999);
        Map<String, List<String>> headers = new LinkedHashMap<>();
        int names = source.count(2);
        for (int i = 0; i < names; i++) {
            String name = source.text();
            int size = source.count(1);
            List<String> values = new ArrayList<>();
            for (int j = 0; j < size; j++) {
                values.add(source.text());
            }
            headers.put(name, values);
        }
        return new BufferedResponse(status, headers, source.bytes());
    }
}
