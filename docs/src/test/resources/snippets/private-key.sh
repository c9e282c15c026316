openssl pkcs8 -topk8 -v2 aes-256-cbc -in old.pem -out new.p8
