mvn -B -ntp -q -pl samples/oauth -am spring-boot:run
