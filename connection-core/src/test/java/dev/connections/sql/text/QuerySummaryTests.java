package dev.connections.sql.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuerySummaryTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            select * from songs where id = ?                                  | SELECT songs
            select * from songs s, artists a where s.artist = a.id            | SELECT songs artists
            select * from songs join artists using (id) left join public.labels l on l.id = 1 | SELECT songs artists public.labels
            insert into shipping_details (a, b) select a, b from orders       | INSERT shipping_details SELECT orders
            insert into pets values (?, ?)                                    | INSERT pets
            update pets set name = ? where id in (select pet from visits)     | UPDATE pets SELECT visits
            delete from pets                                                  | DELETE pets
            select * from pets for update                                     | SELECT pets
            insert into pets values (1) on conflict (id) do update set id = 2 | INSERT pets
            select extract(year from born), trim(both ' ' from name) from pets | SELECT pets
            select * from pets where a is distinct from b                     | SELECT pets
            with old as (select * from pets) select * from old                | WITH SELECT pets SELECT old
            select * from (select * from pets) p                              | SELECT SELECT pets
            create table if not exists pets (id int)                          | CREATE pets
            drop table if exists pets                                         | DROP pets
            truncate table pets                                               | TRUNCATE pets
            select * from generate_series(1, 3)                               | SELECT
            select * from "My Pets"                                           | SELECT "My Pets"
            merge into pets using visits on (true) when matched then delete   | MERGE pets visits
            call refresh_all(1)                                               | CALL
            select 1                                                          | SELECT
            """)
    void namesOperationsAndTables(String sql, String summary) {
        assertThat(QuerySummary.of(sql, SqlGrammar.POSTGRESQL)).isEqualTo(summary);
    }

    @Test
    void isAtMost255CharactersLongAndEndsWithAWholeName() {
        String summary = QuerySummary.of(
                "select * from " + "a_rather_long_name_of_a_table, ".repeat(20) + "pets", SqlGrammar.POSTGRESQL);
        assertThat(summary).hasSizeBetween(220, 255).endsWith("a_rather_long_name_of_a_table");
    }

    @ParameterizedTest
    @CsvSource({"''", "'('", "')))from'", "'from'", "'select * from'", "'update'", "'from ,,.'", "'select \" from'"})
    void incompleteTextsDoNoHarm(String sql) {
        assertThat(QuerySummary.of(sql, SqlGrammar.POSTGRESQL)).isNotNull();
    }
}
