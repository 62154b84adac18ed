"""Accounts that programs run under and no person has: ``user=postgres`` is nobody's login.

Sources: the accounts that Debian, Red Hat and Alpine make for their packages, that clouds put into
their images, and that databases, Windows and CI servers have from the start.
"""

from __future__ import annotations

_ACCOUNTS = """
_apt _chrony adm admin administrator airflow alpine amanda anonymous anonymoususer ansible apache
apache2 api apiuser app application appuser apt-cacher-ng argocd artifactory asterisk auth avahi awx
azureuser backup backup-user bamboo batch bin bitbucket bot caddy cassandra celery centos chrony
circleci clamav cloud-user cloudadmin consul containeradministrator containeruser core coredns cron
cyrus daemon data dba dbadmin dbo dbuser debian default defaultuser deploy deployer dev developer
devops dhcpd dnsmasq docker dovecot dovenull ec2-user elastic elasticsearch etcd exim fedora
filebeat flask flink fluentd freeswitch ftp ftpuser games gdm git gitea github-actions gitlab
gitlab-runner gnats gocd grafana guest hadoop haproxy hbase hdfs hive host http httpd influxdb info
irc jboss jenkins jira jupyter kafka kamailio kernel keycloak kibana kube-proxy kubelet kubernetes
ldap list local localhost localuser logstash lp mail mailman mailnull maintenance man master
memcached messagebus metricbeat minio mongo mongod mongodb monitor monitoring mosquitto munin mysql
mysql.infoschema mysql.session mysql.sys mysqld nagios named network newrelic news nexus nfsnobody
nginx nginx-ingress nobody nodejs none nouser ntp null odoo oper operator ops oracle postfix
postgres postmaster prometheus proxy public puppet qmail rabbitmq readonly redis repl repl_user
replica replication replicator reporting robot root rpc rpcuser rsync runner runneradmin sa salt sbt
scheduler script sentry server service service-account serviceaccount sftp shared shutdown slurm
smmsp smtp snmp solr sonar sonarqube spark splunk squid sshd staging stunnel super superadmin
superuser support svc svn sync sys sysadmin sysdba syslog sysman system systemd-network
systemd-resolve systemd-timesync tcpdump teamcity telegraf test tester testuser tomcat tss ubuntu
unbound unknown unprivileged user user1 username uucp uuidd vagrant varnish vault vcsa vmail web
webadmin webmaster webuser wildfly worker www www-data wwwrun x xfs zabbix zookeeper
관리자 비회원 손님 시스템 운영자 익명 테스트
"""

PROGRAMS_ACCOUNTS = frozenset(_ACCOUNTS.split())
"""In lower case."""
