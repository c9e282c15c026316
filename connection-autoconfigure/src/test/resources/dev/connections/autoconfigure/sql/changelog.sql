--liquibase formatted sql
--changeset connections:1
create table changed (id int);
