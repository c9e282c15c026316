export CONNECTIONS_DOCUMENTS_URL=s3://my-bucket/documents/
export AWS_REGION=eu-central-1 AWS_PROFILE=documents   # or CONNECTIONS_DOCUMENTS_ACCESSKEY and CONNECTIONS_DOCUMENTS_SECRETKEY
mvn -B -ntp -q -pl samples/files -am spring-boot:run -Ps3   # -Pgcs, -Pazure: the other stores with a library of their own
