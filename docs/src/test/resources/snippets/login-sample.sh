mvn -B -ntp -q -pl samples/login -am spring-boot:run
