package dev.connections.autoconfigure.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FilesAddressTests {

    @ParameterizedTest
    @CsvSource({
        "s3://analytics, S3, analytics, ''",
        "s3://analytics/, S3, analytics, ''",
        "S3://Analytics_old/a/b, S3, Analytics_old, a/b/",
        "s3://analytics/2026 %25+ü/, S3, analytics, 2026 %25+ü/",
        "gs://my.bucket/a/, GOOGLE_CLOUD_STORAGE, my.bucket, a/",
        "az://reports/a, AZURE, reports, a/",
        "abfs://reports/a, AZURE, reports, a/",
        "hf://datasets/ibm/duorc, HUGGING_FACE, ibm/duorc, ''",
        "hf://datasets/ibm/duorc/ParaphraseRC, HUGGING_FACE, ibm/duorc, ParaphraseRC/",
    })
    void namesAContainerAndAPrefix(String url, StoreKind store, String container, String prefix) {
        FilesAddress address = FilesAddress.of(url);
        assertThat(address.store()).isEqualTo(store);
        assertThat(address.container()).isEqualTo(container);
        assertThat(address.prefix()).isEqualTo(prefix);
        assertThat(address.account()).isNull();
        assertThat(address.endpoint()).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "abfss://data@Acme1.dfs.core.windows.net/a/, data, a/, acme1, ",
        "abfs://data@acme1.blob.core.windows.net, data, '', acme1, ",
        "https://acme1.blob.core.windows.net/data/a%20b, data, a b/, acme1, ",
        "https://acme1.blob.core.windows.net/data, data, '', acme1, ",
        "abfss://data@acme1.dfs.core.usgovcloudapi.net/, data, '', acme1, https://acme1.blob.core.usgovcloudapi.net",
    })
    void namesAnAccountOfAzure(String url, String container, String prefix, String account, String endpoint) {
        FilesAddress address = FilesAddress.of(url);
        assertThat(address.store()).isEqualTo(StoreKind.AZURE);
        assertThat(address.container()).isEqualTo(container);
        assertThat(address.prefix()).isEqualTo(prefix);
        assertThat(address.account()).isEqualTo(account);
        assertThat(address.endpoint()).satisfies(uri -> assertThat(uri == null ? null : uri.toString())
                .isEqualTo(endpoint));
    }

    @ParameterizedTest
    @CsvSource({
        "hf://datasets/ibm/duorc, datasets, ibm/duorc, main",
        "hf://datasets/ibm/duorc@v1.0/a, datasets, ibm/duorc, v1.0",
        "hf://datasets/ibm/duorc@refs%2Fconvert%2Fparquet/, datasets, ibm/duorc, refs/convert/parquet",
        "hf://spaces/acme/demo, spaces, acme/demo, main",
        "hf://acme/model, models, acme/model, main",
    })
    void namesARepositoryAndARevision(String url, String kind, String repository, String revision) {
        FilesAddress address = FilesAddress.of(url);
        assertThat(address.repositoryKind()).isEqualTo(kind);
        assertThat(address.container()).isEqualTo(repository);
        assertThat(address.revision()).isEqualTo(revision);
    }

    @ParameterizedTest
    @CsvSource({
        "file:/var/data, /var/data",
        "file:///var/data/, /var/data",
        "file://localhost/var/my%20data, /var/my data",
        "FILE:/var/a+b, /var/a+b",
    })
    void namesADirectory(String url, String directory) {
        assertThat(FilesAddress.of(url).directory()).isEqualTo(Path.of(directory));
    }

    @Test
    void aRelativeDirectoryIsBelowTheWorkingDirectory() {
        assertThat(FilesAddress.of("file:data/in").directory())
                .isEqualTo(Path.of("data", "in").toAbsolutePath());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | is missing",
                "reports | has no scheme",
                "ftp://host/a | has a scheme that is no store",
                "s3:// | names no bucket",
                "s3:///a | names no bucket",
                "s3:bucket | lacks '//'",
                "gs:// | names no bucket",
                "az:// | names no container",
                "s3://AKIA:s3cret@bucket/ | has a user, a password or a port",
                "gs://s3cret@bucket/ | has a user, a password or a port",
                "hf://user:s3cret@datasets/a/b | has a user, a password or a port",
                "s3://bucket/?s3cret=1 | has a query",
                "s3://bucket/a#s3cret | has a query or a fragment",
                "s3://bucket/a/../s3cret | segment",
                "https://acme1.blob.core.windows.net/data?sig=s3cret | has a query",
                "https://user:s3cret@acme1.blob.core.windows.net/data | is an https URL that is no container",
                "https://acme1.blob.core.windows.net | names no container",
                "https://example.com/s3cret | is an https URL that is no container",
                "abfss://data:s3cret@acme1.dfs.core.windows.net/ | is no container of an account",
                "abfss://data@example.com/ | is no container of an account",
                "hf://datasets/duorc | names no repository",
                "hf://datasets/ibm/duorc@ | no revision",
                "file: | names no directory",
                "file://server/share | names a host",
                "file:/var/data?s3cret=1 | has a query",
                "file:/var/100% | has a '%'",
            })
    void saysWhatIsWrongWithoutTheValue(String url, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> FilesAddress.of(url))
                .withMessageContaining(message)
                .satisfies(ex -> assertThat(ex.getMessage()).doesNotContain("s3cret"));
    }
}
