create table if not exists orders (
    id int primary key, sales_person text, customer text, amount numeric(10, 2));

insert into orders values
    (1, 'mary', 'Knitting Club', 120.50),
    (2, 'john', 'Tea House', 35.00),
    (3, 'mary', 'School of Weavers', 980.00)
    on conflict do nothing;

alter table orders enable row level security;
drop policy if exists own_orders on orders;
create policy own_orders on orders using (sales_person = current_user);
create or replace view my_orders with (security_invoker) as select * from orders;

drop role if exists mary;
drop role if exists john;
create role mary login password 'wool';
create role john login password 'leaf';
grant select on orders, my_orders to public;
