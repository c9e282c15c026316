mvn -B -ntp -q -pl samples/snowflake -am spring-boot:run -Dspring-boot.run.profiles=login
