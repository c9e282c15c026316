create table orders (id int primary key, sales_person varchar(30), customer varchar(60), amount decimal(10, 2));

insert into orders values
    (1, 'MARY', 'Knitting Club', 120.50),
    (2, 'JOHN', 'Tea House', 35.00),
    (3, 'MARY', 'School of Weavers', 980.00);

create view my_orders as select * from orders where sales_person = current_user;

create user mary password 'wool';
create user john password 'leaf';
grant select on my_orders to public;
