package dev.connections.sql.url;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SqlTargetTests {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "postgresql://scott:tiger@db.example.org/pets            | {host=db.example.org, port=5432, database=pets}",
                "jdbc:postgresql://db:5433/my%20pets?password=tiger      | {host=db, port=5433, database=my pets}",
                "jdbc:postgresql://one:1,two:2/pets                      | {host=one:1,two:2, database=pets}",
                "jdbc:postgresql://[::1]:5433/pets                       | {host=::1, port=5433, database=pets}",
                "jdbc:mariadb://db/pets                                  | {host=db, port=3306, database=pets}",
                "jdbc:mysql://scott:tiger@db:3307/pets                   | {host=db, port=3307, database=pets}",
                "jdbc:sqlserver://db:1433;databaseName=pets;password=tiger | {host=db, port=1433, database=pets}",
                "jdbc:oracle:thin:@//db:1521/pets                        | {host=db, port=1521, database=pets}",
                "jdbc:h2:mem:pets                                        | {url=jdbc:h2:mem:pets}",
                "jdbc:sqlite:/var/pets.db                                | {url=jdbc:sqlite:/var/pets.db}",
            })
    void namesServerAndDatabaseWithoutSecrets(String url, String details) {
        SqlTarget target = SqlAddress.of(url).target();
        assertThat(target.details().toString()).isEqualTo(details);
    }
}
