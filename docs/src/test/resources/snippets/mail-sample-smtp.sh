export CONTACT_MAIL_URL=smtp://smtp.example.com:587
export CONTACT_MAIL_USERNAME=shop@example.com CONTACT_MAIL_PASSWORD=secret
export CONTACT_TO=help@example.com
mvn -B -ntp -q -pl samples/contact-form -am spring-boot:run -Dspring-boot.run.profiles=smtp
