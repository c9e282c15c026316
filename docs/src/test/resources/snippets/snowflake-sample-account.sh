export CONNECTIONS_WAREHOUSE_ACCOUNT=myorg-myaccount
export CONNECTIONS_WAREHOUSE_USER=REPORTS
export CONNECTIONS_WAREHOUSE_PRIVATEKEY_FILE=/run/secrets/snowflake.p8   # or CONNECTIONS_WAREHOUSE_PASSWORD
mvn -B -ntp -q -pl samples/snowflake -am spring-boot:run -Dspring-boot.run.profiles=account
