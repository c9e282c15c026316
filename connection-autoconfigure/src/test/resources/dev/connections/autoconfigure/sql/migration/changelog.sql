--liquibase formatted sql
--changeset someone:1
create table visits (id int);
