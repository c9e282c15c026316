mvn -B -ntp -q -pl samples/contact-form -am spring-boot:run
